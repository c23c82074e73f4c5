// HTTP requests and responses as plain data, apart from any socket.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockaws {

class BodyStream;

struct HttpHeader {
  std::string name;
  std::string value;
};

// A header's value by its name, whatever its case; nullptr if absent. The first one counts.
const std::string* FindHeader(const std::vector<HttpHeader>& headers, std::string_view name);

struct HttpRequest {
  std::string method = "POST";
  // As received: path and, after '?', the query string; still percent-encoded.
  std::string target = "/";
  std::vector<HttpHeader> headers;  // in the order received, repeats kept
  std::string body;
  std::string peer_address = "127.0.0.1";  // textual IP, without port
  bool secure = false;                     // came over TLS

  std::string_view path() const;
  // Without the '?'; empty if there is none.
  std::string_view query() const;
  const std::string* Find(std::string_view header) const { return FindHeader(headers, header); }
};

struct HttpResponse {
  int status = 200;
  std::vector<HttpHeader> headers;
  std::string body;
  // What follows the body, piece by piece, until either side closes the connection; null: nothing.
  std::shared_ptr<BodyStream> stream = nullptr;

  const std::string* Find(std::string_view header) const { return FindHeader(headers, header); }
};

}  // namespace mockaws
