// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/frames/frame.h"

#include <QJsonObject>

#include <stop_token>

namespace wf::analysis {

// One of Grafana's transformations applied to the frames of a panel (protocols.md 13.7), with its options in Grafana's
// words. Unknown ones change nothing; `knowsTransformation` says which they are. Rows are held within a million.
[[nodiscard]] std::vector<Frame> transformed(std::vector<Frame> frames, const QString &id, const QJsonObject &options,
                                             std::stop_token stop = {});
[[nodiscard]] bool knowsTransformation(const QString &id);

// Its parts.
[[nodiscard]] std::vector<Frame> merged(std::vector<Frame> frames);
[[nodiscard]] std::vector<Frame> joined(std::vector<Frame> frames, const QString &byField, bool inner);
[[nodiscard]] std::vector<Frame> grouped(std::vector<Frame> frames, const QJsonObject &fields);
[[nodiscard]] std::vector<Frame> reducedFrames(const std::vector<Frame> &frames, const QJsonObject &options);
[[nodiscard]] std::vector<Frame> sorted(std::vector<Frame> frames, const QString &field, bool descending);
[[nodiscard]] std::vector<Frame> filteredByValue(std::vector<Frame> frames, const QJsonObject &options);
[[nodiscard]] std::vector<Frame> seriesToRows(const std::vector<Frame> &frames);
[[nodiscard]] std::vector<Frame> labelsToFields(const std::vector<Frame> &frames, const QJsonObject &options);
// The rows of a frame in this order.
[[nodiscard]] Frame withRows(const Frame &frame, const std::vector<std::size_t> &rows);

} // namespace wf::analysis
