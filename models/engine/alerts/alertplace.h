// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

#include <array>
#include <string>

namespace wf::engine {

// Reads from labels where an alert belongs, by names of labels, best first. Made once for very many alerts; any thread.
class PlaceReader {
public:
    struct Names {
        QStringList service, region, instance;
        bool jobHasNamespace = false; // a service that is the job may be "namespace/service" (OpenTelemetry)
    };
    explicit PlaceReader(const Names &names);
    [[nodiscard]] AlertPlace operator()(const base::Labels &labels) const;

private:
    static constexpr std::size_t fields = 3;
    std::array<std::vector<std::string>, fields> m_names;
    quint64 m_lengths = 0; // bit n: some name is n bytes long (63: or longer)
    bool m_jobHasNamespace = false;
};

} // namespace wf::engine
