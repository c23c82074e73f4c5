// The parts of a signature as the request carries them, before anything is believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/wire/http_message.h"
#include "mockaws/wire/query.h"

namespace mockaws {

// Views into the request and into this object, which therefore stays where it is.
struct SignatureParts {
  SignatureParts() = default;
  SignatureParts(const SignatureParts&) = delete;
  SignatureParts& operator=(const SignatureParts&) = delete;

  bool presigned = false;
  std::string_view credential;
  std::vector<std::string_view> signed_headers;  // lower case
  std::string_view signature;
  std::string_view timestamp;  // as given; ISO 8601 basic unless malformed
  std::optional<std::string_view> session_token;

  // What the views show where the request doesn't have it in this form.
  QueryParameters query;
  std::string lower_headers;
  std::string converted_date;
};

// Reads either form. Errors: rows 1 to 6 of the table of faults (MalformedQueryString to
// IncompleteSignature). `request` must outlive `parts`.
ApiResult<void> ReadSignatureParts(const HttpRequest& request, SignatureParts* parts);

}  // namespace mockaws
