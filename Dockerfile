# Build: docker build -t wirewatch .
# Run:   docker run -v ./config:/config:ro -v wirewatch:/data wirewatch
#        (in the configuration: storage: sqlite:////data/wirewatch.db)

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/wirewatch
# Dependencies first: they change less often than the code.
COPY deploy/requirements.lock deploy/requirements.lock
RUN /opt/wirewatch/bin/pip install --no-cache-dir --require-hashes -r deploy/requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY rules rules
COPY storage storage
COPY monitor monitor
RUN /opt/wirewatch/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/wirewatch/bin/pip uninstall --yes hatchling trove-classifiers tomlkit pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home wirewatch
COPY --from=build /opt/wirewatch /opt/wirewatch
ENV PATH=/opt/wirewatch/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WIREWATCH_CONFIG=/config/config.yaml
USER wirewatch
WORKDIR /data
VOLUME ["/config", "/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 \
    CMD ["wirewatch", "status", "--health", "--config", "/config/config.yaml"]
ENTRYPOINT ["wirewatch"]
CMD ["run", "--config", "/config/config.yaml"]
