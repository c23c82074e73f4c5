// Renders answers as the bytes of HTTP/1.1.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/wire/http_message.h"

namespace mockaws {

struct ResponseFraming {
  bool head = false;        // answer to HEAD: the length is told, the body is not sent
  bool close = false;       // the connection ends behind this answer
  bool say_alive = false;   // an HTTP/1.0 peer must be told that the connection lives on
  std::string_view date{};  // added unless the response has a Date; empty: none
};

// Appends `response` to `out`. Content-Length, Connection and Transfer-Encoding are this function's
// own and those of `response` are ignored. A header that would break the framing (control
// characters, an empty or malformed name) or a status outside 200 to 599 makes it an empty 500
// instead, never a split response; false then.
bool AppendResponse(const HttpResponse& response, const ResponseFraming& framing, std::string* out);

// Whether `response` asks for the end of the connection (`Connection: close`).
bool AsksToClose(const HttpResponse& response);

}  // namespace mockaws
