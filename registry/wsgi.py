"""The WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from registry.call_stack import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
application = in_one_piece(get_wsgi_application())
