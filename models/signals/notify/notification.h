// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::signals {

// What happened to an incident that somebody is to hear of.
enum class NotifyStep { Trigger, Update, Acknowledge, Resolve, Test };
// "trigger", "update", "acknowledge", "resolve", "test".
[[nodiscard]] QString notifyStepName(NotifyStep step);
[[nodiscard]] NotifyStep notifyStepFromName(const QString &name); // Test when it is none of them

struct NotifyLink {
    QString text, address; // http or https
    friend bool operator==(const NotifyLink &, const NotifyLink &) = default;
};

// One message about one incident, for whatever channel. All texts are outside text, in plain words.
struct Notification {
    NotifyStep step = NotifyStep::Trigger;
    QString key;         // the same for all messages about one incident, and for no other
    QString incident;    // "INC-12"
    QString environment; // "production"
    Severity severity = Severity::Unknown;
    QString title;      // what hurts whom since when, one sentence
    QStringList lines;  // impact, likely cause, objectives; a sentence each
    QString service;    // where it begins; may be empty
    QStringList others; // services that alarm with it
    int firing = 0;     // alerts
    QString who;        // acknowledged or resolved it, or escalates it
    QString note;
    std::vector<NotifyLink> links;
    qint64 openedNs = 0;
    qint64 atNs = 0; // of this step

    friend bool operator==(const Notification &, const Notification &) = default;
};

// "CRITICAL INC-12: Provider latency high on payment", "Resolved INC-12: …".
[[nodiscard]] QString subjectOf(const Notification &what);
// The sentences below the subject, for channels without a layout of their own; without links.
[[nodiscard]] QStringList sentencesOf(const Notification &what);

} // namespace wf::signals
