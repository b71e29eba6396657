# One image for every process: docker-compose.yml and the Procfile say which command runs.

FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements.lock ./
RUN python -m venv /opt/imbuto \
    && /opt/imbuto/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
# Node builds the pages and stays behind with this stage.
COPY requirements-web.lock ./
RUN pip install --no-cache-dir --require-hashes --target /opt/node -r requirements-web.lock
COPY pyproject.toml MANIFEST.in README.md ./
COPY web ./web
COPY imbuto ./imbuto
RUN PYTHONPATH=/opt/node /opt/imbuto/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/imbuto/bin/pip install --no-cache-dir --no-deps /wheels/imbuto-*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/imbuto imbuto \
    && install -d -o imbuto -g imbuto -m 0700 /data /partners /partners/daraja /partners/sms
COPY --from=build /opt/imbuto /opt/imbuto
ENV PATH=/opt/imbuto/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    IMBUTO_DATA=/data \
    IMBUTO_HOST=0.0.0.0
USER imbuto
VOLUME /data
EXPOSE 8000
CMD ["imbuto", "api"]
