// Memory that starting took and serving doesn't need.
#pragma once

namespace simulator {

// Gives back to the system what the program has freed but still holds, and the pages of code and
// constants that are mapped from files: those that are needed come back on use. Once, after start.
// Thread-safe.
void ReturnStartUpMemory();

}  // namespace simulator
