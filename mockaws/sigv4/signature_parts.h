// The parts of a signature as the request carries them, before anything is believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/wire/http_message.h"

namespace mockaws {

struct SignatureParts {
  bool presigned = false;
  std::string credential;
  std::vector<std::string> signed_headers;  // lower case
  std::string signature;
  std::string timestamp;  // as given; ISO 8601 basic unless malformed
  std::optional<std::string> session_token;
};

// Reads either form. Errors: rows 1 to 6 of the table of faults (MalformedQueryString to
// IncompleteSignature).
ApiResult<SignatureParts> ReadSignatureParts(const HttpRequest& request);

}  // namespace mockaws
