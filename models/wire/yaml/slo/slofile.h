// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/signals/objective.h"
#include "models/wire/yaml/tree/fieldscribe.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Definitions of service level objectives (protocols.md 16): OpenSLO v1 (github.com/OpenSLO/OpenSLO; v1alpha and
// v2alpha where they say the same in other words), Sloth (prometheus/v1, the Kubernetes resource, AlertWindows), Pyrra
// (pyrra.dev/v1alpha1), Grafana SLO, and our own corrections. Pure.
namespace wf::wire {

using SloProblem = FileProblem;

// A query of a definition, for those who can parse it.
struct SloQuery {
    QString role; // "total", "good" …
    std::string text;
    std::size_t offset = 0; // of the scalar in its file, for offsetInScalar()
    bool isPrometheus = true;
};

// One document of a file, or one element of a list of documents.
struct SloDocument {
    QString file;
    QString product; // OpenSLO, Sloth, Pyrra, Grafana, Watchfloor; empty: unknown
    QString apiVersion;
    QString kind;
    QString name;
    TextPlace place;
    std::vector<SloProblem> problems; // in the order of the file, at most 500
    std::vector<SloQuery> queries;
    int objectives = 0; // of this document that can be used
    [[nodiscard]] int count(SloProblem::Weight weight) const;
    [[nodiscard]] bool isValid() const { return count(SloProblem::Weight::Error) == 0; }
};

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
struct SloNotificationTarget {
    QString name;
    QString target; // slack, email …
};
// Sloth's AlertWindows: how much of the budget may burn within a window before somebody is told.
struct SloAlertWindow {
    double budgetPercent = 0;
    qint64 shortNs = 0;
    qint64 longNs = 0;
    bool page = false;
};
struct SloAlertWindows {
    qint64 periodNs = 0;
    std::vector<SloAlertWindow> windows; // page quick, page slow, ticket quick, ticket slow
};
// Time that does not count (apiVersion watchfloor/v1, kind Correction): from start for a length, once or as the rule
// (RFC 5545 RRULE) repeats it in its time zone.
struct SloCorrection {
    QString name;
    QStringList objectives;                      // names; empty: all
    std::optional<base::RecurringWindow> window; // always there
    QString reason;
    QString approvedBy;
    TextPlace place;
    QString file;
};
// Who is told when changes become unwelcome or welcome again (apiVersion watchfloor/v1, kind FreezeWebhook).
struct SloWebhook {
    QString name;
    QString url;            // http or https
    QString secret;         // where the key of the signature is kept: "keychain:NAME", "env:NAME", "file:/path" …
    QStringList objectives; // names; empty, like services: all
    QStringList services;
    TextPlace place;
    QString file;
};
// Objectives of several services as one (apiVersion watchfloor/v1, kind Composite).
struct SloComposite {
    struct Part {
        QString objective; // name
        double weight = 1;
        TextPlace place;
    };
    QString name;
    QString displayName;
    QString description;
    QString service;
    QString owner;
    bool isWeighted = false;      // the mean of their shares, not their events together
    std::optional<double> target; // 0..1; none: what theirs amount to
    std::vector<Part> parts;
    TextPlace place;
    QString file;
};

struct SloDefinitions {
    std::vector<SloDocument> documents;         // in the order they were read
    std::vector<signals::Objective> objectives; // those without errors; one for every entry of an SLO's `objectives`
    std::vector<SloService> services;
    std::vector<SloDataSource> dataSources;
    std::vector<SloAlertPolicy> alertPolicies;
    std::vector<SloNotificationTarget> notificationTargets;
    std::vector<SloAlertWindows> alertWindows;
    std::vector<SloCorrection> corrections;
    std::vector<SloWebhook> webhooks;
    std::vector<SloComposite> composites; // those without errors
    // "file:line:column: name: what is wrong", errors and warnings; at most 200.
    [[nodiscard]] QStringList problems() const;
};

// Reads any number of files and joins their references at the end. Never fails: what is wrong stands in the document
// it is wrong in; a file that is no YAML is a document of its own. Not thread-safe.
class SloReader {
public:
    SloReader();
    ~SloReader();
    SloReader(const SloReader &) = delete;
    SloReader &operator=(const SloReader &) = delete;

    void add(std::string_view text, const QString &fileName = {});
    [[nodiscard]] SloDefinitions take();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// One file by itself.
[[nodiscard]] SloDefinitions readSloFile(std::string_view text, const QString &fileName = {});

// "28d", "1M", "1Q": nanoseconds, months of 30, quarters of 90 and years of 365 days; 0 when it is none. Case matters.
[[nodiscard]] qint64 sloDuration(std::string_view text);

} // namespace wf::wire
