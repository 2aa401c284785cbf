// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

namespace wf::engine {

// What labels there are and which values they have, over all log sources. A source that fails is left out; only when
// all fail is the answer an error. GUI thread.
class LogLabels {
public:
    using Callback = std::function<void(const base::Result<QStringList> &)>;
    explicit LogLabels(const sources::SourceSet &sources) : m_sources(sources) {}

    [[nodiscard]] async::Request names(base::TimeRange range, Callback callback) const;
    [[nodiscard]] async::Request values(const QString &label, const QString &selector, base::TimeRange range,
                                        Callback callback) const;

private:
    using Ask = std::function<async::Request(sources::LogSource &, sources::Reply<QStringList>)>;
    [[nodiscard]] async::Request gather(const Ask &ask, Callback callback) const;

    const sources::SourceSet &m_sources;
};

// The label every line has, for questions that name none: service_name, service, app, job, else the first.
[[nodiscard]] QString anchorLabel(const QStringList &names);

} // namespace wf::engine
