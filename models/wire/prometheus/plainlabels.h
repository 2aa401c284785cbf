// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <array>
#include <optional>
#include <string_view>

namespace wf::wire::prometheus {

// How the servers begin a matrix.
inline constexpr std::array matrixBeginnings{
    std::string_view(R"({"status":"success","data":{"resultType":"matrix","result":[)"),
    std::string_view(R"({"status":"success","isPartial":false,"data":{"resultType":"matrix","result":[)"),
    std::string_view(R"({"status":"success","isPartial":true,"data":{"resultType":"matrix","result":[)")};

inline bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// {"name":"value",…} as servers write it: ASCII, no escapes, no white space. Nothing when it is written in any other
// way.
[[nodiscard]] std::optional<base::Labels> readPlainLabels(std::string_view text);

// `[seconds,"value"]` in any number format but without white space and escapes. False: let the general decoder look at
// it.
[[nodiscard]] bool readPlainSample(std::string_view text, qint64 &timeMs, double &value);

} // namespace wf::wire::prometheus
