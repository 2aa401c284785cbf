// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/recipes/recipes.h"

#define WF_T(text) QT_TRANSLATE_NOOP("wf::engine::Dashboards", text)

namespace wf::engine {
namespace {

using base::Unit;

constexpr Recipe recipes[] = {
    {RowKind::Saturation,
     "Kafka",
     WF_T("Consumer lag"),
     WF_T("messages, by group"),
     Unit::None,
     {{"sum by (consumergroup) (kafka_consumergroup_lag{$M})", "{{consumergroup}}", nullptr}},
     WF_T("What consumers have not read yet.")},
    {RowKind::Red,
     "Kafka",
     WF_T("Messages"),
     WF_T("per second, by topic"),
     Unit::PerSecond,
     {{"sum by (topic) (rate(kafka_topic_partition_current_offset{$M}[$R]))", "{{topic}}", nullptr}},
     WF_T("Offsets grow by one with every message.")},
    {RowKind::Saturation,
     "Kafka",
     WF_T("Under-replicated partitions"),
     WF_T("by topic"),
     Unit::None,
     {{"sum by (topic) (kafka_topic_partition_under_replicated_partition{$M})", "{{topic}}", nullptr}},
     WF_T("Partitions with fewer replicas than they should have.")},
    {RowKind::Red,
     "Kafka",
     WF_T("Messages in"),
     WF_T("per second"),
     Unit::PerSecond,
     {{"sum$BY(rate(kafka_server_brokertopicmetrics_messagesin_total{$M}[$R]))", "$L", nullptr}},
     WF_T("Messages that producers sent to the broker.")},
    {RowKind::Saturation,
     "Kafka",
     WF_T("Under-replicated partitions"),
     WF_T("by broker"),
     Unit::None,
     {{"sum$BY(kafka_server_replicamanager_underreplicatedpartitions{$M})", "$L", nullptr}},
     WF_T("Partitions with fewer replicas than they should have.")},
    {RowKind::Saturation,
     "RabbitMQ",
     WF_T("Messages"),
     WF_T("in queues"),
     Unit::None,
     {{"sum(rabbitmq_queue_messages_ready{$M})", WF_T("ready"), nullptr},
      {"sum(rabbitmq_queue_messages_unacked{$M})", WF_T("unacknowledged"), nullptr}},
     WF_T("What waits for consumers, and what they have not confirmed.")},
    {RowKind::Red,
     "RabbitMQ",
     WF_T("Published"),
     WF_T("per second"),
     Unit::PerSecond,
     {{"sum$BY(rate(rabbitmq_global_messages_received_total{$M}[$R]))", "$L", nullptr}},
     WF_T("Messages that publishers sent.")},
    {RowKind::Saturation,
     "RabbitMQ",
     WF_T("Memory"),
     WF_T("share of the limit"),
     Unit::Ratio,
     {{"max$BY(rabbitmq_process_resident_memory_bytes{$M} / rabbitmq_resident_memory_limit_bytes{$M})", "$L", nullptr}},
     WF_T("At its limit RabbitMQ blocks publishers.")},
    {RowKind::Saturation,
     "RabbitMQ",
     WF_T("Connections"),
     WF_T("open"),
     Unit::None,
     {{"sum$BY(rabbitmq_connections{$M})", "$L", nullptr}},
     WF_T("Connections of clients.")},
};

} // namespace

std::span<const Recipe> brokerRecipes()
{
    return recipes;
}

} // namespace wf::engine
