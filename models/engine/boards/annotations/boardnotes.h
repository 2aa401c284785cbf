// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/dashboard/dashboard.h"
#include "models/signals/deploy.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"

// Pure; any thread.
namespace wf::engine {

// One mark of a dashboard's annotations. Words are outside text.
struct BoardNote {
    std::size_t annotation = 0; // in dashboard.annotations
    base::TimeRange range;      // a moment has startNs == endNs
    QString title, text;
    QStringList tags;
    friend bool operator==(const BoardNote &, const BoardNote &) = default;
};
inline constexpr std::size_t mostNotes = 1000; // of one annotation

// What an annotation asks of which source.
enum class AnnotationSource {
    Metrics, // PromQL
    Logs,    // LogQL
    Own,     // Grafana's own store: the console has none of it, but what it knows itself
    Foreign, // a product the console does not ask
};
struct AnnotationQuestion {
    AnnotationSource source = AnnotationSource::Foreign;
    QString expr; // variables not filled
    QString product;
    qint64 stepNs = 0; // of Metrics: moments no further apart are one stretch
};
[[nodiscard]] AnnotationQuestion questionOf(const signals::BoardAnnotation &annotation,
                                            const signals::Dashboard &dashboard);

// Marks of a series are where it is above zero; those within a step of each other are one stretch. Titles and texts are
// filled with labels ("{{pod}}"); tags are the values of the labels that `tagKeys` names (Grafana's Prometheus
// plug-in).
[[nodiscard]] std::vector<BoardNote> notesOfSeries(const signals::BoardAnnotation &annotation, std::size_t index,
                                                   const std::vector<signals::Series> &series, qint64 stepNs);
// Each line is a mark; its text is the line, or what `textFormat` makes of its labels.
[[nodiscard]] std::vector<BoardNote> notesOfLines(const signals::BoardAnnotation &annotation, std::size_t index,
                                                  const std::vector<signals::LogLine> &lines);
// What the console knows of versions that came, in place of what Grafana keeps.
[[nodiscard]] std::vector<BoardNote> notesOfDeploys(const std::vector<signals::Deploy> &deploys);
// Whether the annotation is for this panel: it may name some, or all but some.
[[nodiscard]] bool isForPanel(const signals::BoardAnnotation &annotation, int panel);

} // namespace wf::engine
