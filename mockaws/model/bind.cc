#include "mockaws/model/bind.h"

#include "mockaws/model/constraints.h"
#include "mockaws/model/input_tree.h"

namespace mockaws {

ApiResult<Value> BindInput(const ServiceModel& service, const OperationModel& operation,
                           const QueryParameters& parameters) {
  if (operation.input == nullptr) return Value::MakeStruct();
  ASSIGN_OR_RETURN(const InputNode input, ReadInput(*operation.input, parameters));
  return CheckInput(service, *operation.input, input);
}

}  // namespace mockaws
