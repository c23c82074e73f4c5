// The form of Resource values, as IAM judges them when it saves an identity-based policy.
#include <array>

#include "policy_engine/document/stored_checks.h"
#include "policy_engine/pattern/arn.h"

namespace policy_engine {

namespace {

constexpr std::array<std::string_view, 8> kPartitions = {
    "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"};

constexpr std::array<std::string_view, 13> kIamPaths = {"user/",
                                                        "federated-user/",
                                                        "role/",
                                                        "group/",
                                                        "instance-profile/",
                                                        "mfa/",
                                                        "server-certificate/",
                                                        "policy/",
                                                        "sms-mfa/",
                                                        "saml-provider/",
                                                        "oidc-provider/",
                                                        "report/",
                                                        "access-report/"};

constexpr std::string_view kIamPathMessage =
    "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, "
    "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
    "oidc-provider/, report/, access-report/.";

bool HasWildcardOrVariable(std::string_view text) {
  return text.find_first_of("*?$") != std::string_view::npos;
}

bool IsKnownPartition(std::string_view partition) {
  for (const std::string_view known : kPartitions) {
    if (partition == known) return true;
  }
  return false;
}

// `root` too, though the sentence leaves it out: sts:AssumeRoot is allowed on members' root [r].
bool IsIamPath(std::string_view path) {
  if (path == "*" || path == "root" || path.substr(0, 2) == "${") return true;
  for (const std::string_view known : kIamPaths) {
    if (path.substr(0, known.size()) == known) return true;
  }
  // `user*`, `*`: a wildcard within the type may still reach one of them.
  const size_t wildcard = path.find_first_of("*?");
  if (wildcard == std::string_view::npos) return false;
  for (const std::string_view known : kIamPaths) {
    if (known.substr(0, wildcard) == path.substr(0, wildcard)) return true;
  }
  return false;
}

}  // namespace

void CheckResourceFormat(const DocumentString& resource, const Path& path, IssueList* issues) {
  const std::string& text = resource.text;
  const auto add = [&](CheckStage stage, std::string_view aws, std::string message) {
    issues->Add(stage, aws, std::move(message), path, resource.span);
  };
  if (text == "*" || text.substr(0, 2) == "${") return;
  if (text.substr(0, 4) != "arn:") {
    add(CheckStage::kResourceFormat, "Resource " + text + " must be in ARN format or \"*\".",
        "resource `" + text + "` is neither an ARN nor \"*\"");
    return;
  }
  ArnFields fields;
  if (!SplitArn(text, &fields)) {
    add(CheckStage::kLegacyParsing, kLegacyParsingFailed,
        "ARN `" + text + "` has too few fields: arn:partition:service:region:account:resource");
    return;
  }
  const std::string_view partition = fields.Field(text, 1);
  const std::string_view service = fields.Field(text, 2);
  const std::string_view region = fields.Field(text, 3);
  const std::string_view path_part = fields.Field(text, 5);
  if (!HasWildcardOrVariable(partition) && !IsKnownPartition(partition)) {
    add(CheckStage::kResourceFormat,
        "Partition \"" + std::string(partition) + "\" is not valid for resource \"" + text + "\".",
        "`" + std::string(partition) + "` is no partition; the usual one is `aws`");
  } else if (service.empty() || service.find_first_of("*?") != std::string_view::npos) {
    add(CheckStage::kResourceFormat,
        "Resource vendor must be fully qualified and cannot contain regexes.",
        "the service of `" + text + "` must be written out");
  } else if (service == "iam" && !region.empty()) {
    add(CheckStage::kResourceFormat, "IAM resource " + text + " cannot contain region information.",
        "IAM is global: leave the region of `" + text + "` empty");
  } else if (service == "s3" && !region.empty() && path_part.find(':') == std::string::npos &&
             path_part.substr(0, 11) != "accesspoint" && path_part.substr(0, 3) != "job" &&
             path_part.substr(0, 12) != "storage-lens") {
    add(CheckStage::kResourceFormat, "Resource " + text + " can not contain region information.",
        "buckets have no region in their ARN: leave it empty in `" + text + "`");
  } else if (service == "iam" && !IsIamPath(path_part)) {
    add(CheckStage::kResourceFormat, kIamPathMessage,
        "`" + std::string(path_part) + "` is no kind of IAM resource");
  }
}

}  // namespace policy_engine
