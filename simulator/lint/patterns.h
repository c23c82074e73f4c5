// What patterns of policies have in common: `*` any run, `?` one character, `${...}` a variable.
#pragma once

#include <string>
#include <string_view>

namespace simulator {

// Whether every text that `narrow` matches is matched by `wide` too. False where it can't be told.
// A variable is covered by the same variable, or by a wildcard.
bool PatternCovers(std::string_view wide, std::string_view narrow);

// Whether `pattern`, whose variables stand for any text, and a format of the service authorization
// reference (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`) can be the same text.
bool PatternMeetsFormat(std::string_view pattern, std::string_view format);
// As above for ARNs, where wildcards don't cross the first five colons.
bool ResourceMeetsFormat(std::string_view resource, std::string_view format);

// Whether two patterns can match the same text.
bool PatternsMeet(std::string_view a, std::string_view b);

// `*` or `?` outside `${...}`.
bool HasWildcard(std::string_view pattern);
// `*`, `**`.
bool IsAnything(std::string_view pattern);

}  // namespace simulator
