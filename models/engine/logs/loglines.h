// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logbuffer.h"
#include "models/signals/parsedline.h"
#include "models/signals/subject.h"

namespace wf::engine {

// How the line reads in one row.
[[nodiscard]] signals::LinePresentation presentLine(std::string_view line, const base::Labels &stream);
// All that is known of a line: its own fields, then metadata, then labels of its stream (with no place in the line).
struct LineField {
    enum class Origin { Line, Metadata, Stream };
    signals::ParsedField field;
    Origin origin = Origin::Line;
};
[[nodiscard]] std::vector<LineField> fieldsOf(const signals::LogLine &line);
// Service and instance by the usual labels; kind LogLine, id = trace id, title = how it reads.
[[nodiscard]] signals::Subject subjectOf(const signals::LogLine &line);
// The label's first non-empty value among service_name, service, app, job, container.
[[nodiscard]] QString serviceOf(const base::Labels &stream, const base::Labels &metadata = {});

} // namespace wf::engine
