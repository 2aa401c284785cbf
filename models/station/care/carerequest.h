// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/care/storekeeping.h"

#include <optional>

namespace wf::station {

// What another process asks for while a console has the station open: the request lies in a file of the station's
// folder, and so does the answer. One at a time: a later request takes the place of one that nobody has seen yet.
struct CareRequest {
    enum class Kind { BackUp, PlanRetention, ApplyRetention };
    Kind kind = Kind::BackUp;
    QString target; // BackUp: the folder to be made
};
struct CareAnswer {
    std::optional<store::BackupReport> backup;
    QStringList steps; // of retention: what would be done, or was; at most 5,000
    qint64 moreSteps = 0;
    QStringList failed; // likewise, with why
};

// Storage when it cannot be written. An older answer is taken away.
[[nodiscard]] base::Status askForCare(const QString &directory, const CareRequest &request);
// Nobody has begun with it.
[[nodiscard]] bool isCareAwaited(const QString &directory);
// Nobody shall begin with it any more.
void withdrawCareRequest(const QString &directory);
// Nothing while it is being worked on.
[[nodiscard]] std::optional<base::Result<CareAnswer>> careAnswer(const QString &directory);

// Does what is asked for, with the policies given.
[[nodiscard]] base::Result<CareAnswer> takeCare(const CareRequest &request, StoreKeeping &keeping,
                                                const store::RetentionPolicies &policies, std::stop_token stop = {});
// What the console does every few seconds, on a pool. True when there was a request.
bool serveCareRequest(const QString &directory, StoreKeeping &keeping, const store::RetentionPolicies &policies,
                      std::stop_token stop = {});

} // namespace wf::station
