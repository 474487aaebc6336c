"""Rules kept as they were written are the rules they were, and match as they did."""

from __future__ import annotations

from monitor.data import load_gazetteer
from rules.language.packed import PackedRules
from rules.language.ruleset import compile_rules
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.text.document import Document

WRITTEN = (
    {"id": "words", "when": {"all": ["troops", {"any": ["border", "$near"]}], "none": ["drill"]}},
    {"id": "near", "when": {"near": {"all": ["storm", "$near"], "words": 5}}},
    {"id": "regex", "when": {"all": [{"regex": "ship[s]?"}, {"phrase": {"text": "UN", "case": True}}]}},
    {"id": "person", "title": "Їхнє", "when": {"entity": ["envoy", "RU"]}, "update_on": [{"origins": 2}]},
    {"id": "several", "when": {"count": {"among": ["a1", "b1", {"figure": "killed"}], "at_least": 2}}},
)  # fmt: skip
TEXTS = (
    "Troops near the border town", "troops at a drill near the border", "A storm nears the port town",
    "UN ships leave", "un ships leave", "Ana Maria Paz arrives", "Ana Maria leaves", "Moscow said",
    "a1: 12 people were killed", "a1 b1", "nothing at all",
)  # fmt: skip


def rules() -> list[RuleSpec]:
    read = [read_rule(raw) for raw in WRITTEN]
    found = [rule for rule in read if isinstance(rule, RuleSpec)]
    assert len(found) == len(read)
    return found


def test_packed_rules_are_equal_and_match_with_the_same_quotes() -> None:
    envoy = EntitySpec("person", ("Ana Maria Paz", "Paz"))
    plain = compile_rules(rules(), {"near": ["port", "town"]}, {"envoy": envoy}, load_gazetteer())
    packed = plain.packed()
    assert list(packed.rules) == rules()
    assert packed.rules[-1] == rules()[-1]
    matched: set[str] = set()
    for text in TEXTS:
        wanted = plain.match(Document(title=text)).matches
        found = packed.match(Document(title=text)).matches
        assert [one.rule for one in found] == [one.rule for one in wanted], text
        assert [one.evidence for one in found] == [one.evidence for one in wanted], text
        matched.update(one.rule.id for one in found)
    assert matched == {rule.id for rule in rules()}


def test_a_rule_that_nobody_wrote_is_kept_as_it_is() -> None:
    (rule, *_) = rules()
    made = rule.model_copy(update={"written": ""})
    packed = compile_rules([made], {"near": ["port"]}, {}, load_gazetteer()).packed()
    assert packed.rules[0] is made
    assert packed.match(Document(title=TEXTS[0])).matches[0].rule == made


def test_rules_asked_for_by_name_leave_the_others_packed() -> None:
    envoy = EntitySpec("person", ("Ana Maria Paz",))
    ruleset = compile_rules(rules(), {"near": ["port"]}, {"envoy": envoy}, load_gazetteer())
    packed = ruleset.packed()
    assert isinstance(packed.rules, PackedRules)
    assert packed.named(["near", "gone", "person"]) == {
        one.id: one for one in rules() if one.id in ("near", "person")
    }
    assert packed.rules._made.cache_info().misses == 2
    assert ruleset.named([]) == {}
