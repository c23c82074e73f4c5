// Policy documents as HTML, with the statements that matter set off.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"

namespace simulator {

enum class StatementShown { kAllows, kDenies, kNear, kOther };

// `text` is a policy document as it is stored; `statements` in its order. Statements of kOther are
// cut to a line when there are several; long ones are cut. Text that is no policy stands as it is.
std::string DocumentHtml(const std::string& text, const std::vector<StatementShown>& statements);

// A value of a request or an answer: JSON indented, with policy documents inside as JSON too.
std::string ValueHtml(std::string_view text);
std::string ValueHtml(const policy_engine::Json& value);

}  // namespace simulator
