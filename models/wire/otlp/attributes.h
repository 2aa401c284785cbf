// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/json.h"

#include <string>
#include <string_view>

namespace wf::wire::otlp {

// Attributes [{"key","value":{"stringValue"…}}] as labels; arrays and maps as compact JSON of their plain values.
[[nodiscard]] base::Labels attributesOf(const Json &list);
// One AnyValue as text: a string as it is, anything else as compact JSON; empty when it says nothing.
[[nodiscard]] std::string textOf(const Json &anyValue);

void appendJsonString(std::string &out, std::string_view text);

} // namespace wf::wire::otlp
