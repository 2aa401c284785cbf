// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plurals.h"

#include <QHash>

namespace wf::app {

namespace {

const QHash<QString, QString> &singulars()
{
    static const QHash<QString, QString> table{
        {QStringLiteral("%1, %n alerts"), QStringLiteral("%1, %n alert")},
        {QStringLiteral("%1, %n entries"), QStringLiteral("%1, %n entry")},
        {QStringLiteral("%1: the silence ends in %2 and %n alerts still fire."),
         QStringLiteral("%1: the silence ends in %2 and %n alert still fires.")},
        {QStringLiteral("of %n in trouble: all within their budgets"),
         QStringLiteral("of %n in trouble: it is within its budget")},
        {QStringLiteral("of %n in trouble"), QStringLiteral("of %n in trouble")},
        {QStringLiteral(", %n frozen"), QStringLiteral(", %n frozen")},
        {QStringLiteral(", %n not known"), QStringLiteral(", %n not known")},
        {QStringLiteral(", %n more kept by recording rules (Shift+R)"),
         QStringLiteral(", %n more kept by recording rules (Shift+R)")},
        {QStringLiteral("%n days since %1; those the source has forgotten were kept here."),
         QStringLiteral("%n day since %1; those the source has forgotten were kept here.")},
        {QStringLiteral("%n errors: nothing is saved before they are mended."),
         QStringLiteral("%n error: nothing is saved before it is mended.")},
        {QStringLiteral("%n written. "), QStringLiteral("%n written. ")},
        {QStringLiteral("%n alerts"), QStringLiteral("%n alert")},
        {QStringLiteral("%n series"), QStringLiteral("%n series")},
        {QStringLiteral("%n samples"), QStringLiteral("%n sample")},
        {QStringLiteral("%n log lines"), QStringLiteral("%n log line")},
        {QStringLiteral("%n traces"), QStringLiteral("%n trace")},
        {QStringLiteral("%n attachments"), QStringLiteral("%n attachment")},
        {QStringLiteral("%n deeds"), QStringLiteral("%n deed")},
        {QStringLiteral("%n suspected causes"), QStringLiteral("%n suspected cause")},
        {QStringLiteral("Import %n rules"), QStringLiteral("Import %n rule")},
        {QStringLiteral("%n rules are kept in %1."), QStringLiteral("%n rule is kept in %1.")},
        {QStringLiteral(
             "%1 holds %n of these alerts since %2, before you: your acknowledgements of them are withdrawn."),
         QStringLiteral("%1 holds %n of these alerts since %2, before you: your acknowledgement of it is withdrawn.")},
        {QStringLiteral("%1 is resolved, and %n alerts that still fire are silenced; queued."),
         QStringLiteral("%1 is resolved, and the alert that still fires is silenced; queued.")},
        {QStringLiteral("Silence the %n alerts that still fire"), QStringLiteral("Silence the alert that still fires")},
        {QStringLiteral("and %n more services"), QStringLiteral("and %n more service")},
        {QStringLiteral("%n alerts wait for somebody"), QStringLiteral("%n alert waits for somebody")},
        {QStringLiteral("%n more lines were not kept."), QStringLiteral("%n more line was not kept.")},
        {QStringLiteral("nobody, %n wait"), QStringLiteral("nobody, %n waits")},
        {QStringLiteral("%1 belong to INC-%2 now, and always will."),
         QStringLiteral("%1 belongs to INC-%2 now, and always will.")},
        {QStringLiteral("Escalation %1, %2, %n steps told. Next: %3."),
         QStringLiteral("Escalation %1, %2, %n step told. Next: %3.")},
        {QStringLiteral("not needed, %n alerts are quiet"), QStringLiteral("not needed, %n alert is quiet")},
        {QStringLiteral("%n alerts that fire now have these labels."),
         QStringLiteral("%n alert that fires now has these labels.")},
        {QStringLiteral("%n alerts."), QStringLiteral("%n alert.")},
        {QStringLiteral("Self-test: all %n channels took a message."),
         QStringLiteral("Self-test: the channel took a message.")},
        {QStringLiteral("%n alerts are an incident of their own now. They will not be joined again."),
         QStringLiteral("%n alert is an incident of its own now. It will not be joined again.")},
        {QStringLiteral("Taught by %n answers."), QStringLiteral("Taught by %n answer.")},
        {QStringLiteral("was the cause %n times before"), QStringLiteral("was the cause once before")},
        {QStringLiteral("and %n more"), QStringLiteral("and %n more")},
        {QStringLiteral("%n alerts are hidden by the filter."), QStringLiteral("%n alert is hidden by the filter.")},
        {QStringLiteral("%n alerts selected"), QStringLiteral("%n alert selected")},
        {QStringLiteral("%n exceptions go earlier."), QStringLiteral("%n exception goes earlier.")},
        {QStringLiteral("%n files"), QStringLiteral("%n file")},
        {QStringLiteral("%n files are damaged, seen %1"), QStringLiteral("%n file is damaged, seen %1")},
        {QStringLiteral("%n files of the backup are damaged."), QStringLiteral("%n file of the backup is damaged.")},
        {QStringLiteral(", %n have drifted since they were trained"),
         QStringLiteral(", one has drifted since it was trained")},
        {QStringLiteral("%1 active, %2 ended in the last days, %n series watched"),
         QStringLiteral("%1 active, %2 ended in the last days, one series watched")},
        {QStringLiteral("Of %n series fewer than three days are known: their last hours are what is usual."),
         QStringLiteral("Of one series fewer than three days are known: its last hours are what is usual.")},
        {QStringLiteral("%n incidents"), QStringLiteral("%n incident")},
        {QStringLiteral("%n incidents need somebody"), QStringLiteral("%n incident needs somebody")},
        {QStringLiteral("%n incidents open, all taken"), QStringLiteral("%n incident open, taken")},
        {QStringLiteral("%n services alarm"), QStringLiteral("%n service alarms")},
        {QStringLiteral("%n logs"), QStringLiteral("%n log")},
        {QStringLiteral("%n notes"), QStringLiteral("%n note")},
        {QStringLiteral("%n contracts"), QStringLiteral("%n contract")},
        {QStringLiteral("%n to sign"), QStringLiteral("%n to sign")},
        {QStringLiteral("Wrong in %n places; Enter goes there."),
         QStringLiteral("Wrong in %n place; Enter goes there.")},
        {QStringLiteral("%n objectives"), QStringLiteral("%n objective")},
        {QStringLiteral("%n objectives, %1 in trouble"), QStringLiteral("%n objective, %1 in trouble")},
        {QStringLiteral("%n queries running"), QStringLiteral("%n query running")},
        {QStringLiteral("%n errors"), QStringLiteral("%n error")},
        {QStringLiteral("%n prices of %1, written %2"), QStringLiteral("%n price of %1, written %2")},
        {QStringLiteral("%n refused"), QStringLiteral("%n refused")},
        {QStringLiteral("%n resources forecast every hour, %1 reach their end within 30 days"),
         QStringLiteral("%n resource forecast every hour, %1 reaches its end within 30 days")},
        {QStringLiteral("%n services"), QStringLiteral("%n service")},
        {QStringLiteral("%n spans name a parent that is not in the trace"),
         QStringLiteral("%n span names a parent that is not in the trace")},
        {QStringLiteral("The condition was checked here, on the %n traces the server returned"),
         QStringLiteral("The condition was checked here, on the one trace the server returned")},
        {QStringLiteral("The clocks of %n spans disagree"), QStringLiteral("The clock of %n span disagrees")},
        {QStringLiteral("%n incidents are open, all of them held by someone or quiet."),
         QStringLiteral("%n incident is open, held by someone or quiet.")},
        {QStringLiteral("%n incidents were over in the last 24 h."),
         QStringLiteral("%n incident was over in the last 24 h.")},
        {QStringLiteral("%1 on %n services"), QStringLiteral("%1 on %n service")},
        {QStringLiteral("%n services, worst first"), QStringLiteral("%n service")},
        {QStringLiteral("%n sources"), QStringLiteral("%n source")},
        {QStringLiteral("%n sources, %1 answer"), QStringLiteral("%n source, %1 answers")},
        {QStringLiteral("%n targets"), QStringLiteral("%n target")},
        {QStringLiteral("%n span(s) of the answer have no valid id and were left out"),
         QStringLiteral("%n span of the answer has no valid id and was left out")},
        {QStringLiteral("%n spans"), QStringLiteral("%n span")},
        {QStringLiteral("%n traces, %1 failed"), QStringLiteral("%n trace, %1 failed")},
        {QStringLiteral("%n traces, %1 to %2"), QStringLiteral("%n trace, %1 to %2")},
        {QStringLiteral("%n traces, drag to select"), QStringLiteral("%n trace, drag to select")},
        {QStringLiteral("No alert fires on %n services."), QStringLiteral("No alert fires on %n service.")},
        {QStringLiteral("The silence of %1 ends at %2 and still holds %n alerts."),
         QStringLiteral("The silence of %1 ends at %2 and still holds %n alert.")},
        {QStringLiteral("sum of %n services"), QStringLiteral("of %n service")},
    };
    return table;
}

// Alike for one and for many.
const QStringList &invariant()
{
    static const QStringList list{QStringLiteral("%n new, press Home"),
                                  QStringLiteral("%n not sent"),
                                  QStringLiteral("%n open"),
                                  QStringLiteral("%n refused"),
                                  QStringLiteral("%n series from %1 to %2 UTC."),
                                  QStringLiteral("%n waiting to be sent"),
                                  QStringLiteral("And %n more.")};
    return list;
}

} // namespace

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    if (n != 1)
        return {};
    return singulars().value(QString::fromUtf8(sourceText));
}

bool EnglishPlurals::knows(const QString &sourceText)
{
    return singulars().contains(sourceText) || invariant().contains(sourceText);
}

} // namespace wf::app
