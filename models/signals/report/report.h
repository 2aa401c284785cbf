// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// A service level report as a value: everything a reader of the finished document sees, in the words it is printed
// with, and beside them the figures it draws and hands on. Renderers (models/wire/report) add nothing but form. Amounts
// and percentages are decimals as text ("2100.00", "99.860"), so that nothing is rounded twice.
namespace wf::signals {

enum class ReportTone { Plain, Good, Attention, Bad };

// One of the figures below the title: "Credit due", "€ 2 100.00", "clause 1, 5 % of the fee".
struct ReportFigure {
    QString label;
    QString value;
    QString note;
    ReportTone tone = ReportTone::Plain;
    friend bool operator==(const ReportFigure &, const ReportFigure &) = default;
};

enum class ReportVerdict { Met, AtRisk, Breached, NotMeasured };

struct ReportClause {
    QString number; // as printed
    QString name;
    QString target;                    // "99.95 % of requests answered"
    QString targetPercent;             // "99.95"
    QString measured;                  // "99.860 %", "100 %, 7 of 7"
    QString measuredPercent;           // "99.860"; empty when nothing was measured
    QString allowance;                 // "26.4 of 22.3 min", "0 late"
    std::optional<double> usedMinutes; // of the allowance; both or neither
    std::optional<double> allowedMinutes;
    ReportVerdict verdict = ReportVerdict::NotMeasured;
    QString method;
    friend bool operator==(const ReportClause &, const ReportClause &) = default;
};

struct ReportCredit {
    QString clause;             // "1 Storefront availability, best case at month end 99.941 %"
    QString tier;               // "below 99.95, not below 99.90"
    QString share;              // "5 %"
    QString amount;             // "€ 2 100.00", as printed
    QString exactAmount;        // "2100.00"
    QString state;              // proposed, approved, issued; empty: not decided
    bool isProvisional = false; // would be due, is not yet: printed in brackets
    friend bool operator==(const ReportCredit &, const ReportCredit &) = default;
};

struct ReportIncident {
    QString id;
    base::TimeRange range; // end: of the incident, or of what was measured
    bool isOpen = false;
    QString what;
    QString cause;
    std::vector<std::optional<double>> minutes; // of each clause in Report::incidentClauses
    friend bool operator==(const ReportIncident &, const ReportIncident &) = default;
};

struct ReportExclusion {
    base::TimeRange range;
    QString reason; // with the section of the contract
    QString approvedBy;
    double minutes = 0;
    friend bool operator==(const ReportExclusion &, const ReportExclusion &) = default;
};

// Good share of each day of the period; a day without a figure has none.
struct ReportDays {
    QString title;
    QString note;
    double target = 0;                         // share, 0..1
    int firstDay = 1;                          // of the month, or else counted from 1
    std::vector<std::optional<double>> shares; // 0..1
    friend bool operator==(const ReportDays &, const ReportDays &) = default;
};

// How the allowance of one clause was used up: minutes over time, and where it may lead.
struct ReportBurn {
    struct Point {
        qint64 atNs = 0;
        double minutes = 0;
        friend bool operator==(const Point &, const Point &) = default;
    };
    struct Path { // from the last point on
        QString words;
        Point end;
        bool breaches = false;
        friend bool operator==(const Path &, const Path &) = default;
    };
    struct Mark {
        Point at;
        QString words; // "INC-2398, 17.3 min"
        friend bool operator==(const Mark &, const Mark &) = default;
    };
    QString title;
    QString note;
    double allowedMinutes = 0;
    std::vector<Point> used;
    std::vector<Mark> marks;
    std::vector<Path> paths;
    friend bool operator==(const ReportBurn &, const ReportBurn &) = default;
};

struct ReportMonth {
    QString name;                        // "May 2026"
    QStringList measured;                // of each clause, as printed; "–" when there is none
    std::vector<ReportVerdict> verdicts; // of each clause
    QString credit;                      // "€ 0.00"
    friend bool operator==(const ReportMonth &, const ReportMonth &) = default;
};

struct ReportTerm {
    QString term;
    QString meaning;
    friend bool operator==(const ReportTerm &, const ReportTerm &) = default;
};

struct ReportQuery {
    QString name;     // "Storefront availability, good events"
    QString language; // PromQL
    QString text;
    QString source; // where it was asked
    friend bool operator==(const ReportQuery &, const ReportQuery &) = default;
};

// How the document looks; from settings.
struct ReportBranding {
    QString name;                               // printed beside the logo; empty: the provider's
    QString colour = QStringLiteral("#0C6B80"); // of lines in figures, #RRGGBB
    QByteArray logoPng;                         // 8 bits, not interlaced, at most 1 MiB; empty: none
    friend bool operator==(const ReportBranding &, const ReportBranding &) = default;
};

struct Report {
    QString id;        // "SLA-2026-05-017"
    QString agreement; // id of the contract
    bool isInterim = false;
    QString provider;
    QString customer;
    QString title;            // "1 to 14 May 2026, interim"
    QString subtitle;         // contract, plan, fee, what was measured
    base::TimeRange period;   // of the contract's window
    base::TimeRange measured; // what of it was measured; its end is the time of the document
    QString timeZone;         // IANA; all times are printed in it
    QString currency;
    ReportBranding branding;

    std::vector<ReportFigure> figures; // at most four are printed
    QString summary;
    std::vector<ReportClause> clauses;
    QString clausesNote;
    std::vector<ReportCredit> credits;
    ReportCredit creditTotal;
    std::vector<ReportDays> days;
    std::vector<ReportBurn> burns;
    QStringList incidentClauses; // numbers of the clauses that have a column
    std::vector<ReportIncident> incidents;
    std::vector<std::optional<double>> backgroundMinutes; // outside incidents; of each of incidentClauses
    std::vector<ReportExclusion> exclusions;
    QStringList notices; // what the reader must know: gaps, estimates, truncated data
    QString method;
    QStringList trendClauses;
    std::vector<ReportMonth> trend;
    std::vector<ReportTerm> glossary;
    std::vector<ReportQuery> queries;
    QString preparedBy;
    QString toolVersion;
    QString dataHash; // SHA-256 of what the figures were computed from, 64 hexadecimal digits

    friend bool operator==(const Report &, const Report &) = default;
};

} // namespace wf::signals
