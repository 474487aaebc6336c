"""The outbox: every alert reaches every channel, once wherever that is possible, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

from storage.records import Delivery
from storage.store import Store
from tests.integration.store_builders import DAY, HOUR, MINUTE, NOW, add_entry, queue_alert


def claim(
    store: Store, at: datetime = NOW, owner: str = "me", per_channel: int = 1, limit: int = 99
) -> list[Delivery]:
    with store.write() as tx:
        return tx.outbox.claim(at, limit, owner, 60, per_channel)


def finish(store: Store, delivery: Delivery) -> bool:
    with store.write() as tx:
        return tx.outbox.sent(delivery.id, delivery.token, NOW)


def counts(store: Store) -> dict[str, int]:
    with store.read() as tx:
        return tx.outbox.counts()


def test_a_queued_alert_is_claimed_once_for_each_channel(store: Store) -> None:
    alert_id = queue_alert(store, ["mail", "chat", "mail"])
    claimed = claim(store)
    assert sorted(delivery.channel for delivery in claimed) == ["chat", "mail"]
    assert {delivery.alert.id for delivery in claimed} == {alert_id}
    assert {delivery.alert.data.content["title"] for delivery in claimed} == {"The river rises"}
    assert {(delivery.attempts, delivery.state) for delivery in claimed} == {(1, "leased")}
    assert claim(store) == []


def test_queueing_again_adds_only_new_channels(store: Store) -> None:
    alert_id = queue_alert(store, ["mail"])
    with store.write() as tx:
        tx.outbox.queue(alert_id, ["mail", "chat"], NOW)
        tx.outbox.queue(alert_id, [], NOW)
        assert [delivery.channel for delivery in tx.outbox.of_alert(alert_id)] == ["mail", "chat"]


def test_a_channel_has_one_in_flight_and_keeps_the_order(store: Store) -> None:
    first = queue_alert(store, rule="fires")
    second = queue_alert(store, rule="floods")
    [one] = claim(store)
    assert one.alert.id == first
    assert claim(store) == []
    assert finish(store, one)
    [two] = claim(store)
    assert two.alert.id == second


def test_a_busy_channel_does_not_hold_up_another(store: Store) -> None:
    queue_alert(store, ["mail"], rule="fires")
    claim(store)
    queue_alert(store, ["mail", "chat"], rule="floods")
    assert [delivery.channel for delivery in claim(store)] == ["chat"]


def test_the_channel_served_longest_ago_comes_first(store: Store) -> None:
    for rule in ("fires", "floods"):
        queue_alert(store, ["a", "b", "c"], rule=rule)
    served = []
    for minutes in range(6):
        [delivery] = claim(store, NOW + minutes * MINUTE, limit=1)
        finish(store, delivery)
        served.append(delivery.channel)
    assert served == ["a", "b", "c", "a", "b", "c"]


def test_several_of_a_channel_can_be_claimed_together(store: Store) -> None:
    ids = [queue_alert(store, rule=f"rule {number}") for number in range(5)]
    assert [delivery.alert.id for delivery in claim(store, per_channel=3)] == ids[:3]
    assert claim(store, per_channel=3) == []


def test_a_delivery_is_not_claimed_before_it_is_due(store: Store) -> None:
    queue_alert(store, at=NOW + HOUR)
    assert claim(store, NOW + HOUR - timedelta(microseconds=1)) == []
    with store.read() as tx:
        assert tx.outbox.next_due() == NOW + HOUR
    assert len(claim(store, NOW + HOUR)) == 1


def test_what_arrived_is_not_sent_again(store: Store) -> None:
    queue_alert(store)
    [delivery] = claim(store)
    assert finish(store, delivery)
    assert claim(store, NOW + DAY) == []
    with store.read() as tx:
        [sent] = tx.outbox.list("sent")
        assert sent.sent_at == NOW
        assert tx.outbox.next_due() is None


def test_a_retry_waits_and_keeps_key_and_error(store: Store) -> None:
    queue_alert(store)
    [first] = claim(store)
    with store.write() as tx:
        assert tx.outbox.retry(first.id, first.token, NOW + MINUTE, "503 Busy", NOW)
    assert claim(store) == []
    [second] = claim(store, NOW + MINUTE)
    assert (second.attempts, second.key, second.error) == (2, first.key, "503 Busy")
    assert second.token != first.token


def test_a_later_alert_of_a_story_waits_for_the_retry_of_an_earlier_one(store: Store) -> None:
    of = add_entry(store)
    first = queue_alert(store, of=of)
    update = queue_alert(store, of=of, kind="update")
    other = queue_alert(store, rule="fires", of=of)
    [delivery] = claim(store)
    with store.write() as tx:
        tx.outbox.retry(delivery.id, delivery.token, NOW + MINUTE, "busy", NOW)
    [overtakes] = claim(store)
    assert overtakes.alert.id == other
    finish(store, overtakes)
    assert claim(store) == []
    [again] = claim(store, NOW + MINUTE)
    assert again.alert.id == first
    finish(store, again)
    [last] = claim(store, NOW + MINUTE)
    assert last.alert.id == update


def test_a_story_given_up_does_not_hold_back_its_updates(store: Store) -> None:
    of = add_entry(store)
    queue_alert(store, of=of)
    update = queue_alert(store, of=of, kind="update")
    [delivery] = claim(store)
    with store.write() as tx:
        assert tx.outbox.dead(delivery.id, delivery.token, "no such address", NOW)
    assert [claimed.alert.id for claimed in claim(store)] == [update]
    assert counts(store) == {"due": 0, "leased": 1, "sent": 0, "dead": 1}


def test_putting_off_is_no_attempt(store: Store) -> None:
    queue_alert(store)
    [first] = claim(store)
    with store.write() as tx:
        assert tx.outbox.hold(first.id, first.token, NOW + HOUR, "quiet until 13:00")
    [second] = claim(store, NOW + HOUR)
    assert (second.attempts, second.error) == (1, "quiet until 13:00")
    assert second.token != first.token


def test_a_lease_that_ran_out_is_claimed_anew_and_its_old_token_is_void(store: Store) -> None:
    queue_alert(store)
    [old] = claim(store, owner="dead")
    assert claim(store, NOW + timedelta(seconds=59)) == []
    [new] = claim(store, NOW + timedelta(seconds=60))
    assert (new.id, new.attempts, new.key) == (old.id, 2, old.key)
    assert not finish(store, old)
    with store.write() as tx:
        assert not tx.outbox.retry(old.id, old.token, NOW, "late", NOW)
        assert not tx.outbox.dead(old.id, old.token, "late", NOW)
        assert not tx.outbox.hold(old.id, old.token, NOW, "late")
    assert finish(store, new)
    assert not finish(store, new)


def test_an_owner_who_claims_again_gets_a_new_token(store: Store) -> None:
    queue_alert(store)
    [old] = claim(store)
    [new] = claim(store, NOW + HOUR)
    assert not finish(store, old)
    assert finish(store, new)


def test_leases_of_dead_instances_are_freed_and_ours_are_kept(store: Store) -> None:
    queue_alert(store, ["mail"], rule="fires")
    claim(store, owner="dead")
    queue_alert(store, ["chat"], rule="floods")
    [mine] = claim(store, owner="me")
    with store.write() as tx:
        assert tx.outbox.release_others("me") == 1
    assert counts(store) == {"due": 1, "leased": 1, "sent": 0, "dead": 0}
    assert finish(store, mine)


def test_a_paused_channel_is_left_alone_until_then(store: Store) -> None:
    queue_alert(store, ["mail", "chat"])
    with store.write() as tx:
        tx.channels.pause("mail", NOW + HOUR, "429: Retry-After 3600")
        [mail] = [state for state in tx.channels.all() if state.paused_until is not None]
        assert (mail.name, mail.pause_reason) == ("mail", "429: Retry-After 3600")
    [chat] = claim(store)
    assert chat.channel == "chat"
    finish(store, chat)
    with store.read() as tx:
        assert tx.outbox.next_due() == NOW + HOUR
    assert [delivery.channel for delivery in claim(store, NOW + HOUR)] == ["mail"]


def test_a_pause_can_be_ended(store: Store) -> None:
    queue_alert(store)
    with store.write() as tx:
        tx.channels.pause("mail", NOW + HOUR, "busy")
        tx.channels.pause("mail", None, "")
    assert len(claim(store)) == 1


def test_what_was_given_up_can_be_sent_again_under_its_key(store: Store) -> None:
    queue_alert(store)
    [first] = claim(store)
    with store.write() as tx:
        assert not tx.outbox.resend(first.id, NOW)
        tx.outbox.dead(first.id, first.token, "no such address", NOW)
        assert tx.outbox.resend(first.id, NOW + HOUR)
    assert claim(store) == []
    [again] = claim(store, NOW + HOUR)
    assert (again.attempts, again.key, again.error) == (1, first.key, "")
    assert not finish(store, first)


def test_what_had_arrived_is_sent_again_under_a_new_key(store: Store) -> None:
    queue_alert(store)
    [first] = claim(store)
    finish(store, first)
    with store.write() as tx:
        assert tx.outbox.resend(first.id, NOW)
    [again] = claim(store)
    assert again.key != first.key


def test_no_delivery_is_claimed_twice_by_workers_at_once(store_url: str) -> None:
    stores = [Store.open(store_url) for _ in range(4)]
    of = add_entry(stores[0])
    channels = [f"channel {number}" for number in range(12)]
    for number in range(4):
        queue_alert(stores[0], channels, rule=f"rule {number}", of=of)
    claimed: list[int] = []

    def work(store: Store, owner: str) -> None:
        while True:
            mine = claim(store, owner=owner, limit=3)
            if not mine:
                return
            for delivery in mine:
                assert finish(store, delivery)
                claimed.append(delivery.id)

    threads = [
        Thread(target=work, args=(store, f"worker {number}")) for number, store in enumerate(stores)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = claim(stores[0], per_channel=99)
    claimed += [delivery.id for delivery in left]
    for store in stores:
        store.close()
    assert len(claimed) == len(set(claimed)) == 48


def test_alerts_of_one_story_that_are_all_firsts_do_not_wait_for_each_other(store: Store) -> None:
    of = add_entry(store)
    queue_alert(store, of=of)
    second = queue_alert(store, of=of)
    [delivery] = claim(store)
    with store.write() as tx:
        tx.outbox.retry(delivery.id, delivery.token, NOW + MINUTE, "busy", NOW)
    [passes] = claim(store)
    assert passes.alert.id == second
