// Policy variables: ${key}, ${key, 'default'}, ${*}, ${?}, ${$}.
#pragma once

#include <optional>
#include <string_view>

#include "tests/oracle/context.h"
#include "tests/oracle/text.h"

namespace oracle {

// `text` with its variables filled in; what comes from a variable holds no wildcards. Nothing if a
// variable has no value: its key absent without default, or a list, or its text malformed. A `${`
// that nothing closes is text.
// `variables`: off for documents of Version 2008-10-17, where ${…} is plain text.
std::optional<Pattern> Fill(std::string_view text, const Context& context, bool variables,
                            bool wildcards);

}  // namespace oracle
