// Service: one HTTP request in, one HTTP response out, without sockets.
//
// The request pipeline, in the order that AWS's recorded answers show: HTTP form, action and
// version, authentication, input validation, authorization, state. service.cc holds it.
#pragma once

#include "mockaws/authn/server_parts.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

// Thread-safe.
class Service {
 public:
  Service(const Settings& settings, const Environment& environment);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  HttpResponse Handle(const HttpRequest& request);

  ServerParts& parts();

 private:
  HttpResponse HandleApi(const HttpRequest& request);

  ServerParts parts_;
};

}  // namespace mockaws
