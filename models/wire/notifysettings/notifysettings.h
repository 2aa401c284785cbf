// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/notify/escalation.h"
#include "models/wire/notify/channel.h"
#include "models/wire/yaml/mail/mailsettings.h"

// Who is told of what, and how (apiVersion watchfloor/v1, kind Notifications; docs/user/notifications.md).
namespace wf::wire {

struct QuietHours {
    base::RecurringWindow when;
    std::vector<signals::Severity> except; // these are told all the same
};

// What this machine's desktop does beside the channels.
struct DesktopSettings {
    // "twoLowNotes", "oneLowNote", "none", or the path of a WAV file.
    struct Sound {
        QString sound;
        qint64 againNs = 0; // until somebody has taken it; 0: once
        friend bool operator==(const Sound &, const Sound &) = default;
    };
    Sound critical{QStringLiteral("twoLowNotes"), base::nsPerMinute};
    Sound warning{QStringLiteral("oneLowNote"), 5 * base::nsPerMinute};
    bool staysInTray = false; // a closed window leaves the program running
    [[nodiscard]] const Sound &of(signals::Severity severity) const
    {
        return severity == signals::Severity::Critical ? critical : warning;
    }
    friend bool operator==(const DesktopSettings &, const DesktopSettings &) = default;
};

struct NotifySettings {
    std::optional<MailSettings> mail;
    std::vector<Channel> channels;
    std::vector<signals::Person> people;
    std::vector<signals::OnCallRota> rotas;
    std::vector<signals::Escalation> escalations; // the first whose conditions hold is an incident's
    std::vector<QuietHours> quiet;                // of desktop notices and sounds on this machine
    std::vector<base::RecurringWindow> watches;   // who watches changes when one begins
    DesktopSettings desktop;

    [[nodiscard]] const Channel *channel(const QString &name) const; // null when there is none
    [[nodiscard]] const signals::Person *person(const QString &name) const;
    [[nodiscard]] const signals::OnCallRota *rota(const QString &name) const;
};

struct ReadNotifySettings {
    NotifySettings settings; // means nothing when there is an error
    std::vector<FileProblem> problems;
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] QStringList lines(const QString &file) const; // "file:line:column: error: what is wrong"
};
// At most 200 of each thing.
[[nodiscard]] ReadNotifySettings readNotifySettings(std::string_view text);

} // namespace wf::wire
