// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"
#include "models/sources/environment/environment.h"

#include <memory>
#include <vector>

namespace wf::sources {

// The sources of an open environment. Owns the adapters; the set's pointers stay valid while this lives. Connecting
// begins at once, in the event loop.
class OpenSources {
public:
    OpenSources(const Environment &environment, const SourceEnvironment &borrowed);
    ~OpenSources();
    OpenSources(const OpenSources &) = delete;
    OpenSources &operator=(const OpenSources &) = delete;

    [[nodiscard]] const SourceSet &set() const { return m_set; }
    // A source that somebody else owns (a port of the station) stands beside the others; it outlives this.
    void join(Source &source);
    [[nodiscard]] Source *find(const QString &id) const;

private:
    std::vector<Source *> m_all;
    std::vector<std::unique_ptr<Source>> m_owned;
    SourceSet m_set;
};

// One adapter for these settings.
[[nodiscard]] std::unique_ptr<Source> makeSource(const Environment &environment, const SourceSettings &settings,
                                                 const SourceEnvironment &borrowed);

} // namespace wf::sources
