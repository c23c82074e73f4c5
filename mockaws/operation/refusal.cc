#include "mockaws/operation/refusal.h"

#include "mockaws/model/service_model.h"
#include "policy_engine/check.h"

namespace mockaws {

ApiError ModelledRefusal(const OpContext& context, std::string_view shape_name,
                         std::string message) {
  const auto found = context.service.errors.find(shape_name);
  CHECK(found != context.service.errors.end(), "an error that the model doesn't know");
  const ModelledError& modelled = found->second;
  return ApiError{modelled.status, modelled.code, std::move(message), modelled.sender};
}

}  // namespace mockaws
