// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluate.h"
#include "models/station/serve/answers/parameters.h"
#include "models/wire/jsontext.h"

#include <string>
#include <string_view>
#include <vector>

// The envelope of Prometheus' HTTP API (protocols.md 1.1).
namespace wf::station {

[[nodiscard]] Response badData(std::string text);
[[nodiscard]] Response invalidParameter(std::string_view name, const std::string &why);
// An error in Prometheus' words. isTimeOver: it came because the deadline passed.
[[nodiscard]] Response promFailure(const base::Error &error, bool isTimeOver);
[[nodiscard]] std::string textOf(const base::Error &error);

// What a success says besides its data.
struct Notes {
    std::vector<std::string> warnings, infos;
};
[[nodiscard]] Notes notesOf(const std::vector<query::Annotation> &annotations, std::string_view expr);
[[nodiscard]] Response promSuccess(std::string data, const Notes &notes);

// {"status":"success","data":…}: `write` writes the data.
template<class Write>
[[nodiscard]] Response success(Write write, const Notes &notes = {})
{
    wire::JsonText json;
    write(json);
    return promSuccess(json.take(), notes);
}

// At most `limit` of them; 0: all.
[[nodiscard]] Response stringList(const base::Result<std::vector<std::string>> &values, std::size_t limit);

} // namespace wf::station
