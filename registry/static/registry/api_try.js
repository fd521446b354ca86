// Draws the API's OpenAPI document with Swagger UI, both from our own address.
"use strict";

const place = document.getElementById("docs");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
  // A session's POST needs Django's CSRF token; nothing else is ever sent along.
  requestInterceptor(request) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token && request.method === "POST") request.headers["X-CSRFToken"] = token[1];
    return request;
  },
});
