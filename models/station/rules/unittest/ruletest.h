// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/labels.h"
#include "models/query/promql/testlang/seriesline.h"
#include "models/wire/yaml/tree/yamltree.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

// Unit tests of rules in promtool's format (prometheus.io/docs, "Unit testing for rules"). Pure.
namespace wf::station {

struct ExpectedAlert {
    base::Labels labels; // alertname is added
    base::Labels annotations;
};
struct AlertTest {
    wire::TextPlace place;
    qint64 timeNs = 0; // from the start of the test
    std::string alert;
    std::vector<ExpectedAlert> expected; // that fire
};
struct ExpectedSample {
    base::Labels labels;
    double value = 0;
    signals::NativeHistogramPtr histogram;
};
struct ExprTest {
    wire::TextPlace place;
    qint64 timeNs = 0;
    std::string expr;
    std::vector<ExpectedSample> expected;
};
struct RuleTest {
    wire::TextPlace place;
    QString name;
    qint64 startNs = 0;    // start_timestamp
    qint64 intervalNs = 0; // between input samples
    std::vector<query::SeriesLine> input;
    std::vector<AlertTest> alerts;
    std::vector<ExprTest> exprs;
    base::Labels externalLabels;
    std::string externalUrl;
};
struct RuleTestFile {
    QStringList ruleFiles; // as written: relative, with wildcards
    qint64 evaluationNs = base::nsPerMinute;
    QStringList groupOrder;
    bool isFuzzy = false; // fuzzy_compare: values may differ in their last bits
    std::vector<RuleTest> tests;
};

struct RuleTestFailure {
    wire::TextPlace place; // of the expectation in the test file
    QString test;          // name, or its number
    QString what;
};
struct RuleTestReport {
    int tests = 0;
    int checks = 0; // expectations looked at
    std::vector<RuleTestFailure> failures;
};

// Invalid when it is no such file, with line and column of the first mistake.
[[nodiscard]] base::Result<RuleTestFile> readRuleTests(std::string_view text);

// One rule file a pattern of rule_files stands for.
struct NamedText {
    QString name;
    QByteArray text;
};
// Evaluates the rules of `ruleFiles` over the input of every test and compares. Invalid when a rule file is broken;
// Cancelled.
[[nodiscard]] base::Result<RuleTestReport> runRuleTests(const RuleTestFile &file,
                                                        const std::vector<NamedText> &ruleFiles, std::stop_token stop);

// The same file with its expectations replaced by what comes out: where a test begins. Invalid also when a rule cannot
// be evaluated.
[[nodiscard]] base::Result<RuleTestFile> recordRuleTests(const RuleTestFile &file,
                                                         const std::vector<NamedText> &ruleFiles, std::stop_token stop);

} // namespace wf::station
