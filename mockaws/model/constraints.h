// The model's constraints on an input, and AWS's sentences on their violations.
#pragma once

#include "mockaws/model/api_error.h"
#include "mockaws/model/input_tree.h"
#include "mockaws/model/service_model.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// Whether a scalar keeps every constraint of its shape. Thread-safe.
bool KeepsConstraints(const Shape& shape, const Value& scalar);

// The bound input if it keeps every constraint of `structure`. Error: one ValidationError that
// counts the faults, ten at most, and tells each. Thread-safe.
ApiResult<Value> CheckInput(const ServiceModel& service, const Shape& structure,
                            const InputNode& input);

}  // namespace mockaws
