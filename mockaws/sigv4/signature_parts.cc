#include "mockaws/sigv4/signature_parts.h"

#include <algorithm>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/model/bind.h"
#include "mockaws/sigv4/canonical_request.h"
#include "mockaws/wire/ascii.h"
#include "mockaws/wire/query.h"
#include "policy_engine/base/time.h"

namespace mockaws {
namespace {

ApiError IncompleteSignature(std::string message) {
  return ApiError{400, "IncompleteSignature", std::move(message)};
}

ApiError MissingAuthenticationToken() {
  return ApiError{403, "MissingAuthenticationToken", "Request is missing Authentication Token"};
}

std::string HashedBase64(std::string_view text) {
  const Sha256Digest digest = Sha256(text);
  return Base64Encode(AsView(digest));
}

std::vector<std::string> SplitHeaders(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::string_view name = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), name.size() + 1));
    if (!name.empty()) names.push_back(LowerAscii(name));
  }
  return names;
}

// X-Amz-Date, else Date; an HTTP date becomes its ISO form. Empty if there is neither.
std::string TimestampOf(const HttpRequest& request) {
  if (const std::string* date = request.Find("X-Amz-Date")) return *date;
  const std::string* date = request.Find("Date");
  if (date == nullptr) return "";
  const auto instant = policy_engine::ParseHttpDate(*date);
  return instant ? policy_engine::FormatIso8601Basic(*instant) : *date;
}

// The key=value parts after the algorithm, separated by commas or spaces; of a doubled part the
// last counts.
ApiResult<void> ReadParts(std::string_view parts, std::string_view header, SignatureParts* out) {
  while (!parts.empty()) {
    const std::string_view part = parts.substr(0, parts.find_first_of(", "));
    parts.remove_prefix(std::min(parts.size(), part.size() + 1));
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      return IncompleteSignature(
          "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with "
          "SHA-256 and encoded with Base64): '" +
          HashedBase64(header) + "'.");
    }
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = part.substr(equals + 1);
    if (name == "Credential") out->credential = value;
    if (name == "SignedHeaders") out->signed_headers = SplitHeaders(value);
    if (name == "Signature") out->signature = value;
  }
  return {};
}

ApiResult<SignatureParts> FromHeader(const HttpRequest& request, const std::string& header) {
  const std::string_view text = header;
  const std::string_view algorithm = text.substr(0, text.find(' '));
  if (!algorithm.starts_with("AWS")) return MissingAuthenticationToken();
  if (algorithm != kSigningAlgorithm) {
    return IncompleteSignature("Unsupported AWS 'algorithm': '" + std::string(algorithm) + "'.");
  }
  SignatureParts parts;
  RETURN_IF_ERROR(ReadParts(text.substr(algorithm.size()), header, &parts));
  parts.timestamp = TimestampOf(request);
  if (const std::string* token = request.Find("X-Amz-Security-Token")) {
    parts.session_token = *token;
  }
  std::string missing;
  const auto require = [&](bool present, std::string_view name) {
    if (present) return;
    missing += "Authorization header requires '" + std::string(name) + "' parameter. ";
  };
  require(!parts.credential.empty(), "Credential");
  require(!parts.signature.empty(), "Signature");
  require(!parts.signed_headers.empty(), "SignedHeaders");
  if (parts.timestamp.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing.empty()) return parts;
  return IncompleteSignature(missing + "(Hashed with SHA-256 and encoded with Base64) " +
                             "Authorization=" + HashedBase64(header));
}

ApiResult<SignatureParts> FromQuery(const QueryParameters& query) {
  const std::string* algorithm = FindParameter(query, "X-Amz-Algorithm");
  if (algorithm != nullptr && !algorithm->starts_with("AWS4-")) {
    return MissingAuthenticationToken();
  }
  SignatureParts parts;
  parts.presigned = true;
  std::string missing;
  const auto require = [&](std::string_view name) -> std::string {
    const std::string* value = FindParameter(query, name);
    if (value != nullptr && !value->empty()) return *value;
    missing += "AWS query-string parameters must include '" + std::string(name) + "'. ";
    return "";
  };
  require("X-Amz-Algorithm");
  parts.credential = require("X-Amz-Credential");
  parts.signature = require("X-Amz-Signature");
  parts.signed_headers = SplitHeaders(require("X-Amz-SignedHeaders"));
  parts.timestamp = require("X-Amz-Date");
  if (const std::string* token = FindParameter(query, "X-Amz-Security-Token")) {
    parts.session_token = *token;
  }
  if (missing.empty()) return parts;
  return IncompleteSignature(missing + "Re-examine the query-string parameters.");
}

}  // namespace

ApiResult<SignatureParts> ReadSignatureParts(const HttpRequest& request) {
  ASSIGN_OR_RETURN(const QueryParameters query, DecodeQuery(request.query()));
  const std::string* header = request.Find("Authorization");
  const bool in_query = FindParameter(query, "X-Amz-Algorithm") != nullptr ||
                        FindParameter(query, "X-Amz-Credential") != nullptr ||
                        FindParameter(query, "X-Amz-Signature") != nullptr;
  if (header != nullptr && in_query) return ApiError{403, "SignatureDoesNotMatch", ""};
  if (header != nullptr) return FromHeader(request, *header);
  if (in_query) return FromQuery(query);
  return MissingAuthenticationToken();
}

}  // namespace mockaws
