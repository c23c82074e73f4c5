#include "mockaws/model/bind.h"

#include <string>
#include <utility>

#include "mockaws/model/constraints.h"
#include "mockaws/model/flat_input.h"
#include "mockaws/model/input_tree.h"

namespace mockaws {

ApiResult<QueryParameters> DecodeQuery(std::string_view text) {
  auto parameters = DecodeForm(text);
  if (parameters.ok()) return std::move(parameters).value();
  const std::string& bad_escape = parameters.error().bad_escape;
  if (bad_escape.empty()) {
    return MalformedQueryString("The request has more than " + std::to_string(kParametersMax) +
                                " parameters");
  }
  return MalformedQueryString("Illegal hex character in escape % pattern: " + bad_escape);
}

ApiResult<Value> BindInput(const ServiceModel& service, const OperationModel& operation,
                           const QueryParameters& parameters) {
  if (operation.input == nullptr) return Value::MakeStruct();
  if (auto flat = BindFlatInput(*operation.input, parameters)) return *std::move(flat);
  ASSIGN_OR_RETURN(const InputNode input, ReadInput(*operation.input, parameters));
  return CheckInput(service, *operation.input, input);
}

}  // namespace mockaws
