// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/template/value.h"

#include <span>
#include <string_view>

namespace wf::query::logql {

// What a template is filled from.
class TemplateData {
public:
    virtual ~TemplateData() = default;
    [[nodiscard]] virtual std::string_view label(std::string_view name) const = 0;
    [[nodiscard]] virtual std::string_view line() const = 0;
    [[nodiscard]] virtual qint64 timeNs() const = 0;
    [[nodiscard]] virtual qint64 nowNs() const = 0; // what "now" says
};

using TemplateFunction = base::Result<Value> (*)(std::span<const Value> arguments, const TemplateData &data);
struct FunctionInfo {
    std::string_view name;
    int least = 0;
    int most = -1; // -1: any number
    TemplateFunction call = nullptr;
};
// Loki's functions, sprig's that it lets through, and Go's own; nullptr when there is none. "and" and "or" stop early
// and are not here.
[[nodiscard]] const FunctionInfo *findFunction(std::string_view name);

// fmt.Sprintf.
[[nodiscard]] std::string formatted(std::string_view format, std::span<const Value> arguments);

} // namespace wf::query::logql
