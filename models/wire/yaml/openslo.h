// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/objective.h"

#include <QStringList>

#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace wf::wire {

struct SloService {
    QString name;
    QString displayName;
    QString description;
    base::Labels labels;
};
struct SloDataSource {
    QString name;
    QString type; // Prometheus …
    base::Labels connection;
};
struct SloAlertCondition {
    QString name;
    QString severity;
    double threshold = 0; // burn rate
    qint64 lookbackNs = 0;
    qint64 alertAfterNs = 0;
};
struct SloAlertPolicy {
    QString name;
    std::vector<SloAlertCondition> conditions;
    QStringList targets; // names of notification targets
};
struct OpenSlo {
    std::vector<signals::Objective> objectives; // one for every entry of an SLO's `objectives`
    std::vector<SloService> services;
    std::vector<SloDataSource> dataSources;
    std::vector<SloAlertPolicy> alertPolicies;
    QStringList problems; // "file, name: what is wrong": left out or doubtful
};

// Reads OpenSLO documents (github.com/OpenSLO/OpenSLO, v1; v1alpha and v2alpha where they say the same in other words)
// from any number of files and joins their references at the end. protocols.md 16.1. Pure; not thread-safe.
class OpenSloReader {
public:
    OpenSloReader();
    ~OpenSloReader();
    OpenSloReader(const OpenSloReader &) = delete;
    OpenSloReader &operator=(const OpenSloReader &) = delete;

    // Errors: Invalid (not YAML, nothing of OpenSLO in it), TooLarge. Broken documents inside are problems, not errors.
    base::Status add(std::string_view text, const QString &fileName = {});
    [[nodiscard]] OpenSlo take();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// One file by itself.
[[nodiscard]] base::Result<OpenSlo> decodeOpenSlo(std::string_view text, const QString &fileName = {});

// "28d", "1M", "1Q": nanoseconds, months of 30, quarters of 90 and years of 365 days; 0 when it is none. Case matters.
[[nodiscard]] qint64 sloDuration(std::string_view text);

} // namespace wf::wire
