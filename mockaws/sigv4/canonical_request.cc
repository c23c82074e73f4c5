#include "mockaws/sigv4/canonical_request.h"

#include <algorithm>
#include <unordered_map>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/wire/ascii.h"
#include "mockaws/wire/percent.h"

namespace mockaws {
namespace {

constexpr size_t kCachedKeysMax = 1024;
constexpr size_t kStringToSignUsual = 160;

// The value of a hex digit, or -1.
int HexDigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Undoes percent-encoding; a bad escape stays as it is.
std::string Decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = HexDigitValue(text[i + 1]);
      const int low = HexDigitValue(text[i + 2]);
      if (high >= 0 && low >= 0) {
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

// Whether `value` has a tab, or a space behind another.
bool HasRunsOfSpace(std::string_view value) {
  constexpr auto kNone = std::string_view::npos;
  return value.find('\t') != kNone || value.find("  ") != kNone;
}

// Trims the ends and makes one space of every run of them.
void AppendTrimmed(std::string_view value, std::string* out) {
  while (!value.empty() && IsSpace(value.front())) value.remove_prefix(1);
  while (!value.empty() && IsSpace(value.back())) value.remove_suffix(1);
  if (!HasRunsOfSpace(value)) {
    *out += value;
    return;
  }
  bool after_space = false;
  for (const char c : value) {
    const bool space = IsSpace(c);
    if (!space) {
      *out += c;
    } else if (!after_space) {
      *out += ' ';
    }
    after_space = space;
  }
}

void AppendHeader(const HttpRequest& request, std::string_view name, std::string* out) {
  *out += name;
  *out += ':';
  bool first = true;
  for (const HttpHeader& header : request.headers) {
    if (!EqualsIgnoringCase(header.name, name)) continue;
    if (!first) *out += ',';
    AppendTrimmed(header.value, out);
    first = false;
  }
  *out += '\n';
}

Sha256Digest DeriveSigningKey(std::string_view secret, const CredentialScope& scope) {
  const Sha256Digest date = HmacSha256("AWS4" + std::string(secret), scope.date);
  const Sha256Digest region = HmacSha256(AsView(date), scope.region);
  const Sha256Digest service = HmacSha256(AsView(region), scope.service);
  return HmacSha256(AsView(service), kScopeTerminator);
}

const HmacSha256Key& SigningKey(std::string_view secret, const CredentialScope& scope) {
  thread_local std::unordered_map<std::string, HmacSha256Key> keys;
  thread_local std::string name;
  name.clear();
  scope.AppendText(&name);
  name += '\n';
  name += secret;
  const auto cached = keys.find(name);
  if (cached != keys.end()) return cached->second;
  if (keys.size() >= kCachedKeysMax) keys.clear();
  const Sha256Digest key = DeriveSigningKey(secret, scope);
  return keys.emplace(name, HmacSha256Key(AsView(key))).first->second;
}

}  // namespace

std::string CredentialScope::Text() const {
  std::string text;
  AppendText(&text);
  return text;
}

void CredentialScope::AppendText(std::string* out) const {
  for (const std::string_view part : {date, region, service}) {
    *out += part;
    *out += '/';
  }
  *out += kScopeTerminator;
}

std::string CanonicalPath(std::string_view path) {
  if (path.empty() || path == "/") return "/";
  std::vector<std::string_view> segments;
  bool ends_in_slash = false;
  for (size_t at = 0; at <= path.size();) {
    const size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, slash - at);
    ends_in_slash = segment.empty() || segment == "." || segment == "..";
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    at = slash + 1;
  }
  std::string canonical;
  for (const std::string_view segment : segments) {
    canonical += '/';
    canonical += PercentEncode(segment);
  }
  if (ends_in_slash || canonical.empty()) canonical += '/';
  return canonical;
}

std::string CanonicalQuery(std::string_view query) {
  if (query.empty()) return "";
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    std::string name = PercentEncode(Decode(pair.substr(0, equals)));
    if (name == "X-Amz-Signature") continue;
    const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : "";
    parameters.emplace_back(std::move(name), PercentEncode(Decode(value)));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string canonical;
  for (const auto& [name, value] : parameters) {
    if (!canonical.empty()) canonical += '&';
    canonical += name;
    canonical += '=';
    canonical += value;
  }
  return canonical;
}

std::string CanonicalRequest(const HttpRequest& request,
                             const std::vector<std::string_view>& signed_headers,
                             std::string_view payload_hash) {
  std::string text;
  text.reserve(512);
  text += request.method;
  text += '\n';
  text += CanonicalPath(request.path());
  text += '\n';
  text += CanonicalQuery(request.query());
  text += '\n';
  for (const std::string_view name : signed_headers) AppendHeader(request, name, &text);
  text += '\n';
  for (size_t i = 0; i < signed_headers.size(); ++i) {
    if (i > 0) text += ';';
    text += signed_headers[i];
  }
  text += '\n';
  text += payload_hash;
  return text;
}

std::string StringToSign(std::string_view timestamp, const CredentialScope& scope,
                         std::string_view canonical_request) {
  std::string text;
  text.reserve(kStringToSignUsual);
  text += kSigningAlgorithm;
  text += '\n';
  text += timestamp;
  text += '\n';
  scope.AppendText(&text);
  text += '\n';
  text += Sha256Hex(canonical_request);
  return text;
}

std::string Signature(std::string_view secret, const CredentialScope& scope,
                      std::string_view string_to_sign) {
  const Sha256Digest signature = SigningKey(secret, scope).Sign(string_to_sign);
  return HexEncode(AsView(signature));
}

}  // namespace mockaws
