// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/explore/build/builtquery.h"
#include "models/engine/explore/index/metriccatalog.h"

#include <QPointer>
#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::engine {
class Completer;
}

namespace wf::ui {

class BuilderRow;

// A query picked together: metric, conditions, what is done with it. What the builder has no words for is said and
// stays text.
class BuilderForm final : public QWidget {
    Q_OBJECT
public:
    BuilderForm(engine::MetricCatalog &catalog, engine::Completer &completer, QWidget *parent = nullptr);
    // False when it can only be text; then the reason is shown.
    bool setText(const QString &text);
    [[nodiscard]] const engine::BuiltQuery &query() const { return m_query; }
    [[nodiscard]] bool isSound() const;    // it can be asked
    void setMetric(const QString &metric); // in what is built; the rest stays

Q_SIGNALS:
    void changed(const QString &text);

private:
    void rebuild();
    void fillRows();
    [[nodiscard]] QWidgetList reached() const; // what the Tab key goes to, in its order
    void offerAll();
    [[nodiscard]] QStringList labelsOfMetric() const;
    [[nodiscard]] QStringList valuesOf(const QString &label) const;
    void addMetric();
    void addConditions();
    void addSteps();
    QWidget *stepRow(std::size_t step);
    void addCallFields(BuilderRow &row, std::size_t step);
    void addAggregationFields(BuilderRow &row, std::size_t step);
    QWidget *conditionRow(std::size_t condition);
    void pickLabel(const QWidget &button);
    void pickStep(const QWidget &button);
    void tell();
    QWidget *metricField();
    QLineEdit *numberField(BuilderRow &row, double value, int width, std::function<void(double)> set);
    QLineEdit *field(const QString &name, const QString &value, int width, std::function<void(const QString &)> set);

    engine::MetricCatalog &m_catalog;
    engine::Completer &m_completer;
    engine::BuiltQuery m_query;
    QString m_text;
    QString m_why; // empty: it can be built
    QBoxLayout *m_column;
    QWidget *m_rows = nullptr;
    struct Offered {
        QPointer<QLineEdit> field;
        QString label; // whose values are offered; empty: labels are
    };
    std::vector<Offered> m_offered;
};

// Steps that can be added, with words and what they start as.
struct StepChoice {
    QString group;
    QString name;
    engine::BuiltStep step;
    QString doc;
};
[[nodiscard]] std::vector<StepChoice> stepChoices(signals::MetricType type, bool isFirst);

} // namespace wf::ui
