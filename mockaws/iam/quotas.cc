#include "mockaws/iam/quotas.h"

namespace mockaws {
namespace {

ApiError Exceeded(const OpContext& context, int64_t Quotas::*quota) {
  return LimitExceeded(NameOfQuota(quota), context.quotas().*quota);
}

}  // namespace

ApiResult<void> CheckRoom(const OpContext& context, int64_t Quotas::*quota, size_t present) {
  if (static_cast<int64_t>(present) < context.quotas().*quota) return {};
  return Exceeded(context, quota);
}

ApiResult<void> CheckSize(const OpContext& context, int64_t Quotas::*quota, size_t size) {
  if (static_cast<int64_t>(size) <= context.quotas().*quota) return {};
  return Exceeded(context, quota);
}

}  // namespace mockaws
