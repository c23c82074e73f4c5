#include "mockaws/http/response_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <iterator>

#include "mockaws/http/header_rules.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

bool SetByUs(std::string_view name) {
  switch (name.size()) {
    case 10:
      return EqualsIgnoringCase(name, "connection");
    case 14:
      return EqualsIgnoringCase(name, "content-length");
    case 17:
      return EqualsIgnoringCase(name, "transfer-encoding");
    default:
      return false;
  }
}

bool HasNoBody(int status) { return status == 204 || status == 304; }

bool Writable(const HttpResponse& response) {
  return response.status >= 200 && response.status <= 599 &&
         std::all_of(response.headers.begin(), response.headers.end(), [](const HttpHeader& h) {
           return IsHeaderName(h.name) && IsHeaderValue(h.value);
         });
}

void AppendStatusLine(int status, std::string* out) {
  if (status == 200) {
    out->append("HTTP/1.1 200 OK\r\n");
    return;
  }
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  fmt::format_to(std::back_inserter(*out), "HTTP/1.1 {} {}\r\n", status,
                 std::string_view(reason.data(), reason.size()));
}

void AppendField(std::string_view name, std::string_view value, std::string* out) {
  out->append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool AsksToClose(const HttpResponse& response) {
  const std::string* connection = response.Find("Connection");
  return connection != nullptr && EqualsIgnoringCase(*connection, "close");
}

bool AppendResponse(const HttpResponse& response, const ResponseFraming& framing,
                    std::string* out) {
  if (!Writable(response)) {
    AppendResponse(HttpResponse{500, {}, {}}, framing, out);
    return false;
  }
  bool dated = framing.date.empty();
  AppendStatusLine(response.status, out);
  for (const HttpHeader& header : response.headers) {
    if (SetByUs(header.name)) continue;
    dated = dated || EqualsIgnoringCase(header.name, "Date");
    AppendField(header.name, header.value, out);
  }
  if (!dated) AppendField("Date", framing.date, out);
  if (framing.close) {
    out->append("Connection: close\r\n");
  } else if (framing.say_alive) {
    out->append("Connection: keep-alive\r\n");
  }
  if (HasNoBody(response.status)) {
    out->append("\r\n");
    return true;
  }
  if (response.stream == nullptr) {
    out->append("Content-Length: ");
    out->append(fmt::format_int(response.body.size()).c_str());
    out->append("\r\n");
  }
  out->append("\r\n");
  if (!framing.head) out->append(response.body);
  return true;
}

}  // namespace mockaws
