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

  // Notes an answer that the HTTP server gave by itself (mockaws/http/exchange.h).
  void NoteTrouble(std::string_view peer_address, int status, std::string_view reason);

  ServerParts& parts();

 private:
  struct Answer;
  void HandleApi(const HttpRequest& request, Answer* answer);
  void PublishDecision(const DecisionRecord& record);

  ServerParts parts_;
};

}  // namespace mockaws
