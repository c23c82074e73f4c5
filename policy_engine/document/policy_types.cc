// Facts about policy types: names, sizes, services.
#include <algorithm>
#include <array>

#include "policy_engine/policy.h"

namespace policy_engine {

namespace {

// Services whose resources RCPs reach, as of 27 September 2026; sorted.
constexpr std::array<std::string_view, 62> kResourceControlServices = {"aoss",
                                                                       "appconfig",
                                                                       "appstream",
                                                                       "autoscaling",
                                                                       "autoscaling-plans",
                                                                       "budgets",
                                                                       "clouddirectory",
                                                                       "cloudfront",
                                                                       "cloudsearch",
                                                                       "cloudtrail-data",
                                                                       "codeartifact",
                                                                       "codebuild",
                                                                       "codecommit",
                                                                       "codepipeline",
                                                                       "cognito-identity",
                                                                       "cognito-idp",

                                                                       "comprehend",
                                                                       "comprehendmedical",
                                                                       "compute-optimizer",
                                                                       "cost-optimization-hub",
                                                                       "dax",
                                                                       "dsql",
                                                                       "dynamodb",
                                                                       "ecr",
                                                                       "ecr-public",
                                                                       "events",
                                                                       "firehose",
                                                                       "fis",
                                                                       "fms",
                                                                       "gamelift",
                                                                       "health",
                                                                       "inspector-scan",
                                                                       "kendra",
                                                                       "kinesisvideo",
                                                                       "kms",
                                                                       "logs",
                                                                       "memorydb",
                                                                       "networkmonitor",
                                                                       "notifications",
                                                                       "opensearch",
                                                                       "pca-connector-ad",
                                                                       "personalize",
                                                                       "polly",
                                                                       "pricing",
                                                                       "resource-groups",
                                                                       "rolesanywhere",
                                                                       "s3",
                                                                       "secretsmanager",
                                                                       "servicediscovery",
                                                                       "signin",
                                                                       "sqs",
                                                                       "sts",
                                                                       "support",
                                                                       "swf",
                                                                       "textract",
                                                                       "timestream-influxdb",
                                                                       "transcribe",
                                                                       "transfer",
                                                                       "translate",
                                                                       "wafv2",
                                                                       "workspaces",
                                                                       "xray"};

}  // namespace

std::string_view PolicyTypeName(PolicyType type) {
  switch (type) {
    case PolicyType::kIdentity:
    case PolicyType::kManaged:
      return "identity-based policy";
    case PolicyType::kResource:
      return "resource-based policy";
    case PolicyType::kTrust:
      return "role trust policy";
    case PolicyType::kBoundary:
      return "permissions boundary";
    case PolicyType::kSession:
      return "session policy";
    case PolicyType::kServiceControl:
      return "service control policy";
    case PolicyType::kResourceControl:
      return "resource control policy";
    case PolicyType::kVpcEndpoint:
      return "VPC endpoint policy";
  }
  return "policy";
}

size_t PolicySizeWithoutWhitespace(std::string_view text) {
  size_t size = 0;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    const bool continuation = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!space && !continuation) ++size;
  }
  return size;
}

PolicySizeLimit SizeLimitOf(PolicyType type) {
  switch (type) {
    case PolicyType::kIdentity:
    case PolicyType::kTrust:
      return {2048, false};
    case PolicyType::kManaged:
    case PolicyType::kBoundary:
      return {6144, false};
    case PolicyType::kSession:
      return {2048, true};
    case PolicyType::kServiceControl:
      return {10240, true};
    case PolicyType::kResourceControl:
      return {5120, true};
    case PolicyType::kResource:
    case PolicyType::kVpcEndpoint:
      break;
  }
  // Services set their own; 20 KB is what the largest takes.
  return {20480, true};
}

bool ServiceSupportsResourceControl(std::string_view service) {
  return std::binary_search(kResourceControlServices.begin(), kResourceControlServices.end(),
                            service);
}

}  // namespace policy_engine
