// RequestParser on Beast's basic_parser, which checks the grammar of lines, lengths and chunks.
// Fields go straight into HttpRequest, whose strings are used again from request to request.
#include "mockaws/http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

// Bodies announced as longer than this get their memory as they come, not before.
constexpr uint64_t kBodyReserveMax = 64 * 1024;
// A method and the version around the target.
constexpr size_t kRequestLineExtra = 64;

struct Failure {
  int status = 0;
  std::string_view reason;
};

constexpr Failure kTargetTooLong{414, "the request target is too long"};
constexpr Failure kHeadersTooLong{431, "the headers are too long"};
constexpr Failure kBodyTooLong{413, "the body is too long"};

std::string_view View(string_view text) { return {text.data(), text.size()}; }

bool HasLineEnd(std::string_view text) { return text.find('\n') != std::string_view::npos; }

bool Printable(std::string_view text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}

// Writes path and query of `target` into `out`: origin-form as it is, absolute-form without scheme
// and authority. False for any other form.
bool AssignTarget(std::string_view target, std::string* out) {
  if (target.front() == '/' || target == "*") {
    out->assign(target);
    return true;
  }
  const size_t scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = target.substr(0, scheme_end);
  if (!EqualsIgnoringCase(scheme, "http") && !EqualsIgnoringCase(scheme, "https")) return false;
  const std::string_view rest = target.substr(scheme_end + 3);
  const size_t path_start = rest.find_first_of("/?");
  if (path_start == 0) return false;
  if (path_start == std::string_view::npos) {
    out->assign(1, '/');
    return true;
  }
  out->clear();
  if (rest[path_start] == '?') out->push_back('/');
  out->append(rest.substr(path_start));
  return true;
}

Failure FailureOf(const error_code& code, bool request_line_seen) {
  if (code == http::error::header_limit) {
    return request_line_seen ? kHeadersTooLong : kTargetTooLong;
  }
  if (code == http::error::body_limit) return kBodyTooLong;
  if (code == http::error::bad_method) return {400, "the method is malformed"};
  if (code == http::error::bad_target) return {400, "the request target is malformed"};
  if (code == http::error::bad_version) return {400, "the version is not HTTP/1.0 or HTTP/1.1"};
  if (code == http::error::bad_field) return {400, "a header's name is malformed"};
  if (code == http::error::bad_value) return {400, "a header's value is malformed"};
  if (code == http::error::bad_line_ending) return {400, "a line does not end in CR LF"};
  if (code == http::error::bad_content_length || code == http::error::multiple_content_length) {
    return {400, "Content-Length is malformed, repeated or in conflict with Transfer-Encoding"};
  }
  if (code == http::error::bad_transfer_encoding) {
    return {400, "Transfer-Encoding is repeated or in conflict with Content-Length"};
  }
  if (code == http::error::bad_chunk || code == http::error::bad_chunk_extension) {
    return {400, "the chunked body is malformed"};
  }
  return {400, "the request is malformed"};
}

// Reads one request.
class Reader : public http::basic_parser<true> {
 public:
  Reader(const HttpLimits& limits, HttpRequest* request) : limits_(limits), request_(*request) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    body_limit(limits.body_bytes_max);
  }

  const Failure& failure() const { return failure_; }
  bool request_line_seen() const { return request_line_seen_; }
  bool expects_continue() const { return expects_continue_; }
  bool http_1_0() const { return version_ == 10; }

 private:
  void Refuse(const Failure& failure, error_code& code) {
    failure_ = failure;
    code = http::error::bad_value;  // any: failure_ goes before it
  }

  void on_request_impl(http::verb, string_view method, string_view target, int version,
                       error_code& code) override {
    request_line_seen_ = true;
    version_ = version;
    header_bytes_ = method.size() + target.size() + 12;
    if (target.size() > limits_.target_bytes_max) return Refuse(kTargetTooLong, code);
    if (!Printable(View(target)) || !AssignTarget(View(target), &request_.target)) {
      return Refuse({400, "the request target is malformed"}, code);
    }
    request_.method.assign(method.data(), method.size());
  }

  void on_field_impl(http::field field, string_view name, string_view value,
                     error_code& code) override {
    header_bytes_ += name.size() + value.size() + 4;
    if (header_bytes_ > limits_.header_bytes_max) return Refuse(kHeadersTooLong, code);
    if (++field_count_ > limits_.header_count_max) {
      return Refuse({431, "there are too many headers"}, code);
    }
    if (is_header_done()) return;  // trailers may not add to what was decided on the headers
    switch (field) {
      case http::field::host:
        ++host_count_;
        break;
      case http::field::transfer_encoding:
        if (version_ == 10) return Refuse({400, "HTTP/1.0 knows no Transfer-Encoding"}, code);
        if (!EqualsIgnoringCase(View(value), "chunked")) {
          return Refuse({501, "of Transfer-Encoding only `chunked` is understood"}, code);
        }
        break;
      case http::field::expect:
        if (version_ == 10) break;
        if (!EqualsIgnoringCase(View(value), "100-continue")) {
          return Refuse({417, "of Expect only `100-continue` is understood"}, code);
        }
        expects_continue_ = true;
        break;
      default:
        break;
    }
    Store(View(name), View(value));
  }

  void Store(std::string_view name, std::string_view value) {
    if (stored_ == request_.headers.size()) request_.headers.emplace_back();
    HttpHeader& header = request_.headers[stored_++];
    header.name.assign(name);
    header.value.assign(value);
  }

  void on_header_impl(error_code& code) override {
    request_.headers.resize(stored_);
    if (host_count_ > 1 || (host_count_ == 0 && version_ == 11)) {
      Refuse({400, "there must be one Host header"}, code);
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    request_.body.reserve(std::min(length.value_or(0), kBodyReserveMax));
  }

  std::size_t on_body_impl(string_view body, error_code&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  const HttpLimits& limits_;
  HttpRequest& request_;
  Failure failure_;
  int version_ = 11;
  bool request_line_seen_ = false;
  bool expects_continue_ = false;
  size_t header_bytes_ = 0;
  size_t field_count_ = 0;
  size_t stored_ = 0;
  size_t host_count_ = 0;
};

// True if no more bytes can make a request of this start, whose first `searched` bytes are known to
// be good: garbage gets its answer at once and not when the time for headers has run out. (A TLS
// greeting on a plain port ends here.)
bool Hopeless(std::string_view start, size_t searched) {
  for (size_t i = searched; i < start.size(); ++i) {
    const char c = start[i];
    if (c == '\n' ? i == 0 || start[i - 1] != '\r' : c >= 0 && c < 0x20 && c != '\r' && c != '\t') {
      return true;
    }
  }
  return false;
}

}  // namespace

class RequestParser::Impl {
 public:
  explicit Impl(const HttpLimits* parser_limits) : limits(*parser_limits) {}

  const HttpLimits& limits;
  std::optional<Reader> reader;  // Beast's parsers serve one message each
  size_t searched = 0;           // how much of the unconsumed start is known not to be hopeless
};

RequestParser::RequestParser(const HttpLimits* limits) : impl_(std::make_unique<Impl>(limits)) {
  Reset();
}

RequestParser::~RequestParser() = default;

void RequestParser::Reset() {
  if (request_.body.capacity() > kBodyReserveMax) std::string().swap(request_.body);
  request_.body.clear();
  impl_->reader.emplace(impl_->limits, &request_);
  impl_->searched = 0;
  state_ = State::kHeader;
  status_ = 0;
  reason_ = {};
}

size_t RequestParser::Put(std::string_view bytes) {
  if (bytes.empty() || state_ == State::kDone || state_ == State::kFailed) return 0;
  Reader& reader = *impl_->reader;
  error_code code;
  const size_t consumed = reader.put({bytes.data(), bytes.size()}, code);
  const auto fail = [this](const Failure& failure) {
    state_ = State::kFailed;
    status_ = failure.status;
    reason_ = failure.reason;
  };
  if (code && code != http::error::need_more) {
    const bool request_line_seen = reader.request_line_seen() || HasLineEnd(bytes);
    fail(reader.failure().status != 0 ? reader.failure() : FailureOf(code, request_line_seen));
    return consumed;
  }
  if (reader.is_done()) {
    state_ = State::kDone;
    return consumed;
  }
  if (reader.is_header_done()) {
    state_ = State::kBody;
    return consumed;
  }
  const std::string_view rest = bytes.substr(consumed);
  if (consumed > 0) impl_->searched = 0;
  if (Hopeless(rest, impl_->searched)) {
    fail({400, "the request is not HTTP"});
  } else if (rest.size() > impl_->limits.target_bytes_max + kRequestLineExtra &&
             !reader.request_line_seen() && !HasLineEnd(rest)) {
    fail(kTargetTooLong);
  }
  impl_->searched = rest.size();
  return consumed;
}

bool RequestParser::keep_alive() const { return impl_->reader->keep_alive(); }
bool RequestParser::http_1_0() const { return impl_->reader->http_1_0(); }
bool RequestParser::expects_continue() const { return impl_->reader->expects_continue(); }

}  // namespace mockaws
