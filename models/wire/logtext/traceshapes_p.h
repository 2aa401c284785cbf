// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

// How run times print stack traces, line by line.
namespace wf::wire::logtext::shape {

// "java.lang.IllegalStateException: boom", "kotlin.KotlinNullPointerException", "System.IO.IOException: …"
[[nodiscard]] bool isExceptionHeader(std::string_view line);
// "Caused by: …", "Suppressed: …", "... 12 more", "at a.b.C(D.java:1)", " ---> System.…", "--- End of …"
[[nodiscard]] bool isJavaContinuation(std::string_view line);
// "ValueError: x", "KeyboardInterrupt", "pkg.mod.CustomError: y": what ends a Python trace
[[nodiscard]] bool isPythonEnd(std::string_view line);
// "goroutine 1 [running]:", "main.f(0x1)", "created by …", "[signal SIGSEGV…", "exit status 2"
[[nodiscard]] bool isGoContinuation(std::string_view line);
// "/srv/app.js:10"
[[nodiscard]] bool isNodeSource(std::string_view line);
// "TypeError: x is not a function", "Node.js v18.1.0", "}"
[[nodiscard]] bool isNodeContinuation(std::string_view line);

} // namespace wf::wire::logtext::shape
