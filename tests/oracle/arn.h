// ARNs: six fields, the last one holding the rest.
#pragma once

#include <string>
#include <string_view>

#include "tests/oracle/text.h"

namespace oracle {

bool IsArn(std::u16string_view text);
// Six fields, of which the first may be `arn`.
bool IsArnPattern(const Pattern& pattern);

// Field by field; wildcards stay within a field, and in the sixth cross `/` and `:`. False if
// either side is no ARN.
bool ArnMatches(const Pattern& pattern, std::u16string_view text);

// The field counted from 0 of an ARN, or "" if it is none.
std::string ArnField(std::string_view arn, size_t field);

}  // namespace oracle
