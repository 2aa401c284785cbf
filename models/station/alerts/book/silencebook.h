// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/signals/labelmatcher.h"

#include <QString>

#include <map>
#include <vector>

// Silences as Alertmanager keeps them (protocols.md 4.2). Pure: no clock, no disk.
namespace wf::station {

// A silence with what must survive a crash between two writes: `replaces` is the silence an edit put this one in the
// place of.
struct KeptSilence {
    signals::Silence silence;
    QString replaces;
};

// What an operation changes. Write `written` durably, then apply() it. The first entry alone is enough to be
// consistent after a crash.
struct SilenceChange {
    QString id; // now valid
    std::vector<KeptSilence> written;
};

class SilenceBook {
public:
    static constexpr qint64 retentionNs = 120 * base::nsPerHour; // after its end
    static constexpr std::size_t most = 10'000;

    // From the disk. A silence whose replacement is there is expired since then.
    void adopt(std::vector<KeptSilence> kept);

    // Creates (empty id) or edits: in place when matchers stay and the start of an active one too; else the old one is
    // expired and `freshId` begins. BadRequest with Alertmanager's words, NotFound for an unknown id, TooLarge.
    [[nodiscard]] base::Result<SilenceChange> put(signals::Silence silence, qint64 nowNs, const QString &freshId) const;
    // Ends it now; what has ended already changes nothing. NotFound for an unknown id.
    [[nodiscard]] base::Result<SilenceChange> expire(const QString &id, qint64 nowNs) const;
    void apply(const SilenceChange &change);

    // All, with their state now, in order of id.
    [[nodiscard]] std::vector<signals::Silence> list(qint64 nowNs) const;
    // Ids past their retention; they are gone from the book.
    [[nodiscard]] QStringList collect(qint64 nowNs);

private:
    std::map<QString, KeptSilence> m_silences;
};

[[nodiscard]] signals::SilenceState silenceStateAt(const signals::Silence &silence, qint64 nowNs);
// Invalid when a regular expression cannot be compiled.
[[nodiscard]] base::Result<std::vector<signals::LabelMatcher>> compiled(const std::vector<signals::Matcher> &matchers);

} // namespace wf::station
