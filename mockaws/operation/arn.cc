#include "mockaws/operation/arn.h"

#include <array>

namespace mockaws {

std::string IamArn(std::string_view account_id, std::string_view type, std::string_view path,
                   std::string_view name) {
  std::string arn = "arn:aws:iam::";
  arn += account_id;
  arn += ':';
  arn += type;
  arn += path;
  arn += name;
  return arn;
}

std::optional<ArnParts> SplitArn(std::string_view arn) {
  std::array<std::string_view, 6> fields;
  for (size_t i = 0; i < 5; ++i) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    fields[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  fields[5] = arn;
  if (fields[0] != "arn" || fields[1].empty() || fields[2].empty() || fields[5].empty()) {
    return std::nullopt;
  }
  return ArnParts{fields[1], fields[2], fields[3], fields[4], fields[5]};
}

std::string_view ArnName(std::string_view arn) {
  const size_t slash = arn.rfind('/');
  return slash == std::string_view::npos ? arn.substr(arn.rfind(':') + 1) : arn.substr(slash + 1);
}

std::string_view ArnPath(std::string_view arn) {
  const size_t first = arn.find('/');
  if (first == std::string_view::npos) return "/";
  return arn.substr(first, arn.rfind('/') - first + 1);
}

ApiResult<ArnParts> ParseIamArn(std::string_view arn) {
  const auto parts = SplitArn(arn);
  if (!parts) return ValidationError("Invalid ARN:  Could not be parsed!");
  if (parts->partition != "aws") return ValidationError("Invalid ARN partition");
  if (parts->service != "iam") return ValidationError("Invalid service in ARN");
  return *parts;
}

}  // namespace mockaws
