// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/completer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace wf::engine {

using Kind = QueryContext::Kind;

Completer::Completer(MetricCatalog &catalog, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_catalog(catalog), m_pools(pools)
{
    const auto again = [this] {
        if (m_question)
            answer(m_question);
    };
    connect(&m_catalog, &MetricCatalog::shapeChanged, this, again);
    connect(&m_catalog, &MetricCatalog::changed, this, [this, again] {
        if (m_question && m_question->context.kind == Kind::Operand)
            again();
    });
}

Completer::~Completer() = default;

void Completer::cancel()
{
    m_question.reset();
    m_jobs.cancelAll();
}

void Completer::complete(const QString &text, int caret, bool isForced, Callback callback)
{
    const auto question = std::make_shared<Question>();
    question->text = text;
    question->caret = caret;
    question->isForced = isForced;
    question->context = queryContextAt(text, caret);
    question->callback = std::move(callback);
    m_question = question;
    answer(question);
}

void Completer::completeMetric(const QString &typed, bool isForced, Callback callback)
{
    const auto question = std::make_shared<Question>();
    question->text = typed;
    question->caret = static_cast<int>(typed.size());
    question->isForced = isForced;
    question->namesOnly = true;
    question->context.kind = Kind::Operand;
    question->context.typed = typed;
    question->context.length = static_cast<int>(typed.size());
    question->callback = std::move(callback);
    m_question = question;
    answer(question);
}

std::vector<MetricShapePtr> Completer::shapesFor(const QueryContext &context, QString &waitingFor)
{
    std::vector<MetricShapePtr> shapes;
    if (context.kind != Kind::Label && context.kind != Kind::GroupLabel && context.kind != Kind::Value)
        return shapes;
    const QStringList metrics = context.metrics.isEmpty() ? QStringList{QString()} : context.metrics.mid(0, 8);
    for (const QString &metric : metrics) {
        const auto shape = m_catalog.shape(metric);
        const QString words = metric.isEmpty()
                                  ? QCoreApplication::translate("wf::engine::Explore", "labels")
                                  : QCoreApplication::translate("wf::engine::Explore", "labels of %1").arg(metric);
        if (shape)
            shapes.push_back(shape);
        else if (m_catalog.isAskingShape(metric))
            waitingFor = words;
        const LabelShape *label = shape && context.kind == Kind::Value ? shape->label(context.label) : nullptr;
        if (label && label->values.empty()) {
            m_catalog.wantValues(metric, context.label);
            waitingFor = QCoreApplication::translate("wf::engine::Explore", "values of %1").arg(context.label);
        }
    }
    return shapes;
}

void Completer::answer(std::shared_ptr<Question> question)
{
    QString waitingFor;
    ProposalFacts facts{m_catalog.index(), shapesFor(question->context, waitingFor), m_scrapeNs, question->isForced,
                        question->namesOnly};
    if (question->context.kind == Kind::Operand && m_catalog.asOfNs() == 0) {
        m_catalog.refreshWhenOlder(0);
        if (m_catalog.isAsking())
            waitingFor = QCoreApplication::translate("wf::engine::Explore", "metric names");
    }
    if (waitingFor.isEmpty() && m_question == question)
        m_question.reset();
    QElapsedTimer timer;
    timer.start();
    m_jobs.runLatest(
        QStringLiteral("complete"), m_pools.parse(),
        [context = question->context, facts = std::move(facts)](std::stop_token stop) {
            return proposalsAt(context, facts, stop);
        },
        [this, question, timer, waitingFor](signals::Completion completion) {
            m_lastNs = timer.nsecsElapsed();
            completion.isComplete = waitingFor.isEmpty();
            completion.waitingFor = waitingFor;
            question->callback(completion);
        });
}

} // namespace wf::engine
