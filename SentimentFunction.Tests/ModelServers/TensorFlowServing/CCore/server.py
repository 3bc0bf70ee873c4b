"""A model server of gRPC's own C-core, in the words of TensorFlow Serving.

Usage: server.py FOLDER, which holds what protoc makes of the function's protos.

It serves versions 1 and 2 of "sentiment", the latter by default; the label "stable" is on version 1. A
sentence's words say what becomes of it: "slow" is answered late, "bad" is refused, "busy" meets an
UNAVAILABLE the first time. Its connections end after a second by GOAWAY, as max_connection_age makes them.
"""

import concurrent.futures
import signal
import sys
import time

sys.path.insert(0, sys.argv[1])

import grpc
import serving_pb2 as serving
import signature_pb2 as signature
import tensor_pb2 as tensor

SERVICES = {
    "tensorflow.serving.PredictionService": {
        "Predict": (serving.PredictRequest, serving.PredictResponse),
        "GetModelMetadata": (serving.GetModelMetadataRequest, serving.GetModelMetadataResponse),
    },
    "tensorflow.serving.ModelService": {
        "GetModelStatus": (serving.GetModelStatusRequest, serving.GetModelStatusResponse),
    },
}
AVAILABLE = serving.ModelVersionStatus.AVAILABLE
met = set()


def find(spec, context):
    choice = spec.WhichOneof("version_choice")
    if choice == "version_label":
        if spec.version_label != "stable":
            context.abort(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"Unrecognized servable version label: {spec.version_label}",
            )
        return 1
    version = spec.version.value if choice == "version" else 2
    if version not in (1, 2):
        context.abort(
            grpc.StatusCode.NOT_FOUND,
            f"Servable not found for request: Specific({spec.name}, {version})",
        )
    return version


def shape(*sizes):
    return tensor.TensorShapeProto(dim=[tensor.TensorShapeProto.Dim(size=size) for size in sizes])


def predict(request, context):
    version = find(request.model_spec, context)
    sentences = [text.decode() for text in request.inputs["sentence"].string_val]
    for sentence in sentences:
        words = sentence.split()
        if "bad" in words:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "assertion failed: [bad]\n\t [[{{node Assert}}]]")
        if "busy" in words and sentence not in met:
            met.add(sentence)
            context.abort(grpc.StatusCode.UNAVAILABLE, "gone, 100% – reallyé")
        if "slow" in words:
            time.sleep(context.time_remaining() + 0.5)
    response = serving.PredictResponse()
    response.model_spec.name = request.model_spec.name
    response.model_spec.version.value = version
    response.model_spec.signature_name = "serving_default"
    probabilities = response.outputs["probabilities"]
    probabilities.dtype = tensor.DT_FLOAT
    probabilities.tensor_shape.CopyFrom(shape(len(sentences), 2))
    for sentence in sentences:
        positive = 1 / (1 + len(sentence))
        probabilities.float_val.extend([1 - positive, positive])
    mark = response.outputs["version"]
    mark.dtype = tensor.DT_STRING
    mark.tensor_shape.CopyFrom(shape(len(sentences)))
    mark.string_val.append(str(version).encode())
    return response


def get_model_metadata(request, context):
    response = serving.GetModelMetadataResponse()
    response.model_spec.name = request.model_spec.name
    response.model_spec.version.value = find(request.model_spec, context)
    signatures = serving.SignatureDefMap()
    default = signatures.signature_def["serving_default"]
    default.method_name = "tensorflow/serving/predict"
    default.inputs["sentence"].CopyFrom(
        signature.TensorInfo(name="sentence:0", dtype=tensor.DT_STRING, tensor_shape=shape(-1))
    )
    response.metadata["signature_def"].Pack(signatures)
    return response


def get_model_status(request, context):
    response = serving.GetModelStatusResponse()
    for version in (2, 1):
        response.model_version_status.add(version=version, state=AVAILABLE)
    return response


METHODS = {
    "Predict": predict,
    "GetModelMetadata": get_model_metadata,
    "GetModelStatus": get_model_status,
}


def main():
    server = grpc.server(
        concurrent.futures.ThreadPoolExecutor(max_workers=16),
        options=[
            ("grpc.max_receive_message_length", -1),
            ("grpc.max_send_message_length", -1),
            ("grpc.max_connection_age_ms", 1_000),
        ],
    )
    for service, methods in SERVICES.items():
        handlers = {
            name: grpc.unary_unary_rpc_method_handler(
                METHODS[name],
                request_deserializer=request.FromString,
                response_serializer=response.SerializeToString,
            )
            for name, (request, response) in methods.items()
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"listening on http://127.0.0.1:{port}", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=5))
    server.wait_for_termination()


main()
