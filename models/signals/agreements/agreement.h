// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/base/timerange.h"
#include "models/signals/agreements/decimal.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// Service level agreements (contracts) as plain values; docs/user/agreements.md is their file. Percentages are
// Decimals of 0 … 100, amounts Decimals in the contract's currency.
namespace wf::signals {

enum class PromiseDirection { ByUs, ToUs };

struct AgreementParty {
    QString name;
    QString contact; // an address, as written
};

// A stretch of local time on some days of the week, in minutes after midnight; `toMinute` 1440 is midnight at its end.
struct ServiceSpan {
    unsigned weekdays = 0x7F; // bit 0 is Monday
    int fromMinute = 0;
    int toMinute = 1440;
    friend bool operator==(const ServiceSpan &, const ServiceSpan &) = default;
};
struct ServiceHours {
    std::vector<ServiceSpan> spans; // empty: around the clock
    std::vector<QDate> holidays;    // days without service hours
    [[nodiscard]] bool isAlways() const { return spans.empty() && holidays.empty(); }
};

// Calendar windows in the contract's time zone, weeks from Monday.
enum class AgreementWindow { Day, Week, Month, Quarter, Year };

enum class ClauseMeasure {
    Events,   // share of good events of an objective
    Slices,   // share of good slices of time of an objective
    Downtime, // share of time not covered by incidents
    Response, // share of incidents acknowledged in time
};
// Stretches without samples: left out of the sum, or taken as kept or missed. Gaps below a bound may be kept always.
enum class MissingData { LeftOut, Kept, Missed };

enum class CompensationKind { Credit, Penalty }; // taken off the next invoice, or paid

// From `below` (excluded) down to `notBelow` (included).
struct CompensationTier {
    Decimal below;
    std::optional<Decimal> notBelow; // none: all the rest
    CompensationKind kind = CompensationKind::Credit;
    std::optional<Decimal> feePercent; // exactly one of both
    std::optional<Decimal> amount;
};

struct AgreementClause {
    QString id;     // unique within the contract, "availability"
    QString number; // as printed, "1" or "4.2"
    QString name;
    QString description; // "of requests answered"
    QString objective;   // Events, Slices: id of an objective
    QString service;     // Downtime, Response: whose incidents; empty: those of all services of the contract
    Decimal target;      // percent
    AgreementWindow window = AgreementWindow::Month;
    ClauseMeasure measure = ClauseMeasure::Events;
    QString method;             // how it is measured, in words
    QString severity;           // Downtime, Response: only such incidents; empty: all
    qint64 respondWithinNs = 0; // Response
    qint64 sliceNs = 0;         // Slices: length of one; 0: the objective's own
    Decimal sliceTarget;        // Slices: percent of good events that make a slice good
    MissingData missing = MissingData::LeftOut;
    qint64 keptGapsUnderNs = 0;          // shorter gaps count as kept
    QString missingSection;              // of the contract
    std::vector<CompensationTier> tiers; // from the target downwards, without a gap
    int sourceLine = 0;
};

enum class ExclusionKind { PlannedMaintenance, ForceMajeure, CustomerCaused, Other };
enum class ApprovalState { Proposed, Approved, Rejected };
struct Approval {
    ApprovalState state = ApprovalState::Proposed;
    QString by;
    qint64 atNs = 0; // 0: not said
    QString reason;
};
// Time that does not count, once it is approved. Planned maintenance also must have been announced in time.
struct AgreementExclusion {
    QString id;
    ExclusionKind kind = ExclusionKind::Other;
    QString section; // of the contract, "6.2"
    QString reason;
    QStringList clauses;                         // ids; empty: all
    std::optional<base::RecurringWindow> window; // always there
    std::optional<qint64> announcedNs;
    Approval approval;
    int sourceLine = 0;
};

enum class NoticeOccasion { AtRisk, Breach, Incident, Maintenance, CreditDue, Report };
// Something that has to be told in time.
struct NoticeDuty {
    QString id;
    NoticeOccasion occasion = NoticeOccasion::Breach;
    qint64 withinNs = 0; // after the occasion; of Maintenance before it begins
    QString to;          // name of a party or an address
    QString section;
    QString subject; // templates (models/query/template)
    QString text;
};

// The most that is owed for one settlement period, or one year.
struct CompensationCap {
    std::optional<Decimal> feePercent;
    std::optional<Decimal> amount;
    [[nodiscard]] bool isSet() const { return feePercent || amount; }
};

struct AgreementMoney {
    QString currency;        // ISO 4217, "EUR"; empty: a contract without money
    Decimal fee;             // for one settlement period
    bool isProrated = false; // of a period the contract is valid in only partly, its share by days; else whole
    int decimals = 2;        // of every amount
    Rounding rounding = Rounding::HalfUp;
    CompensationCap cap;     // for one settlement period
    CompensationCap yearCap; // for a calendar year; its percentage is of all fees of the year
};

struct Agreement {
    QString id;        // "spa-114"
    QString reference; // as printed, "SPA-114"
    QString title;     // "Storefront Platform Agreement"
    QString plan;      // "Gold"
    PromiseDirection direction = PromiseDirection::ByUs;
    AgreementParty provider;
    AgreementParty customer;
    QStringList services;
    QString timeZone; // IANA
    ServiceHours hours;
    AgreementWindow settlement = AgreementWindow::Month; // after which credits are due
    std::vector<AgreementClause> clauses;
    std::vector<AgreementExclusion> exclusions;
    std::optional<qint64> maintenanceNoticeNs; // announced at least so long before, or it counts
    std::optional<qint64> maintenanceCapNs;    // of maintenance that does not count, in one window
    AgreementMoney money;
    std::vector<NoticeDuty> notices;
    int measuredDecimals = 9; // of measured percentages before they are compared; 9: as they are
    Rounding measuredRounding = Rounding::HalfEven;
    base::TimeRange validity; // from its first day's start up to the end of its last
    int version = 1;
    QString changes;      // since the version before, in words
    QStringList backedBy; // ids of agreements promised to us that this one stands on
    QString sourceFile;
    QString sha256; // of its file's document, hexadecimal
    // The other side, as lists call it.
    [[nodiscard]] const AgreementParty &counterpart() const
    {
        return direction == PromiseDirection::ByUs ? customer : provider;
    }
};

} // namespace wf::signals
