// FlatInput: the short way to a bound input, for calls of scalars alone, as most are.
#pragma once

#include <optional>

#include "mockaws/model/service_model.h"
#include "mockaws/wire/query.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// What ReadInput and CheckInput give, without the tree between them. Nothing if the parameters hold
// a list, map or structure or break any constraint: the long way tells what is wrong. Thread-safe.
std::optional<Value> BindFlatInput(const Shape& structure, const QueryParameters& parameters);

}  // namespace mockaws
