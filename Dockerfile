# Leafproof for production: built in one stage, run as nobody in particular in the next.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv
RUN python -m venv /srv/.venv
COPY requirements.txt .
RUN /srv/.venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.11-slim-bookworm
# Fonts for reports that name a font without embedding it: without any, page pictures would miss letters.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-dejavu-core fonts-liberation \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home leafproof
WORKDIR /srv
ENV PATH=/srv/.venv/bin:$PATH PYTHONUNBUFFERED=1 LEAFPROOF_VAR=/srv/var STATIC_ROOT=/srv/static
COPY --from=build /srv/.venv /srv/.venv
COPY manage.py gunicorn.conf.py ./
COPY labs labs
COPY registry registry
COPY templates templates
# Collecting static files needs settings but nothing secret: these stand-ins never leave this line.
RUN SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=sqlite:// CELERY_BROKER_URL=memory:// CACHE_URL=dummycache:// \
    python manage.py collectstatic --noinput && mkdir -p /srv/var && chown leafproof /srv/var
USER leafproof
EXPOSE 8000
# Asked under a name that the site answers to, since any other is refused.
HEALTHCHECK --interval=15s --timeout=5s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.*') or 'localhost'}), timeout=4)"]
CMD ["gunicorn", "registry.wsgi", "--bind", "0.0.0.0:8000"]
