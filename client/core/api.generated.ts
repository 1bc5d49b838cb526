// Made from docs/openapi.json by server/api/generate-contract.ts; 'npm run check' compares.

export interface paths {
    "/api/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sites, oldest first */
        get: operations["sites.list"];
        put?: never;
        /**
         * Make a site; where no code is given, one is made from the name
         * @description To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.
         */
        post: operations["sites.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One site */
        get: operations["sites.get"];
        put?: never;
        post?: never;
        /** Remove a site for good, where nothing depends on it; its history is kept, and its code is free */
        delete: operations["sites.remove"];
        options?: never;
        head?: never;
        /** Change a site; null forgets a value, what is left out stays */
        patch: operations["sites.change"];
        trace?: never;
    };
    "/api/sites/{siteId}/dependents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands against the removal of a site */
        get: operations["sites.listDependents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scenes of a site, oldest acquisition first */
        get: operations["scenes.list"];
        put?: never;
        /**
         * Add a scene: of uploads that have arrived, or in one request, the metadata before the GeoTIFF
         * @description An upload is named once. To send the same again is safe: where the same analyst made a scene of the site under the id, that one is answered, whatever else is sent.
         */
        post: operations["scenes.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One scene */
        get: operations["scenes.get"];
        put?: never;
        post?: never;
        /** Take a scene away for good, with its files, where nothing names it */
        delete: operations["scenes.delete"];
        options?: never;
        head?: never;
        /**
         * Change what is stated about a scene; null forgets a value, what is left out stays
         * @description Refused is a date with which an annotation would have its before scene after its after scene.
         */
        patch: operations["scenes.change"];
        trace?: never;
    };
    "/api/scenes/{sceneId}/dependents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands against taking a scene away */
        get: operations["scenes.listDependents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/display.tif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The display copy, a Cloud Optimized GeoTIFF, whole or in part */
        get: operations["scenes.display"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes as they were uploaded: of the image, or of any one file that came with it */
        get: operations["scenes.download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/stac.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The scene as a STAC 1.0 Item */
        get: operations["scenes.getItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reference-systems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A reference system in the language of PROJ */
        get: operations["referenceSystems.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/metadata-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a metadata file with a scene; it fills what is unsaid and overwrites nothing */
        post: operations["scenes.describe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel what is being done with a scene; one not shown yet becomes failed */
        post: operations["scenes.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again what failed or was cancelled */
        post: operations["scenes.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/display": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the display copy again from the original; the old one is served until then */
        post: operations["scenes.remake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an upload (tus 1.0); its address is in Location */
        post: operations["uploads.open"];
        delete?: never;
        /** What of tus is spoken here, and how large a file may be */
        options: operations["uploads.abilities"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One upload */
        get: operations["uploads.get"];
        put?: never;
        post?: never;
        /** End an upload and take away what came of it */
        delete: operations["uploads.end"];
        /** What of tus is spoken here, and how large a file may be */
        options: operations["uploads.abilitiesOfOne"];
        /** How far an upload is; with Tus-Resumable, what still arrives over a line given up is ended */
        head: operations["uploads.offset"];
        /** Send the bytes from Upload-Offset on; with the last ones the file is hashed and looked at */
        patch: operations["uploads.send"];
        trace?: never;
    };
    "/api/uploads/{uploadId}/sha256": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what the SHA-256 of a file is that is on its way */
        put: operations["uploads.declareHash"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uploads of a site that no scene has taken yet, oldest first */
        get: operations["uploads.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was set for the scenes of a site, so that each is seen alike by everybody */
        get: operations["looks.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a scene is looked at; version 0 and an empty look where nothing was set */
        get: operations["looks.get"];
        /**
         * Set how a scene is looked at. The last one wins, unless If-Match names a version
         * @description Bands are counted from 1, and are those of the scene; bandOrder names each of them; of two limits the low one is the lower.
         */
        put: operations["looks.replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{sceneId}/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Histograms of the bands, or of an index of two, from a level of at most a million pixels */
        get: operations["histograms.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/overlays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Overlays shared at a site: for orientation, never part of an annotation or report */
        get: operations["overlays.list"];
        put?: never;
        /**
         * Share an overlay with all who open the site
         * @description To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.
         */
        post: operations["overlays.share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overlays/{overlayId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a shared overlay from all who open the site */
        delete: operations["overlays.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Annotations of a site that the filters let through, by number; deleted ones only where asked for */
        get: operations["annotations.list"];
        put?: never;
        /**
         * Draw an annotation, under the next number of its site
         * @description The rules of a claim: both scenes are of the site and not the same one, the one before was acquired earlier than the one after, and the outline meets what both show (partly outside is a warning in the reply); no ring crosses or touches itself, and the area is more than nothing; a structureId is that of a structure of the site. To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.
         */
        post: operations["annotations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One annotation */
        get: operations["annotations.get"];
        /**
         * Replace what a client may set; a changed claim makes a new version, observed anew, or is again the one that claimed just that
         * @description The rules of a claim: both scenes are of the site and not the same one, the one before was acquired earlier than the one after, and the outline meets what both show (partly outside is a warning in the reply); no ring crosses or touches itself, and the area is more than nothing; a structureId is that of a structure of the site.
         */
        put: operations["annotations.replace"];
        post?: never;
        /** Delete an annotation: it leaves all lists, its history stays, and it can be restored */
        delete: operations["annotations.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a deleted annotation back; one that is not deleted stays as it is */
        post: operations["annotations.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}/assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All assessments of an annotation, deleted or not, oldest first */
        get: operations["assessments.list"];
        put?: never;
        /**
         * Judge the present version of an annotation; its status follows from all that stand
         * @description To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.
         */
        post: operations["assessments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}/review-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a second reading: an annotation that is observed becomes in_review */
        post: operations["annotations.requestReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}/supersede": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put another annotation of the site in its place: it becomes superseded */
        post: operations["annotations.supersede"];
        /** Take a supersession back: the status is again what the assessments give */
        delete: operations["annotations.takeSupersessionBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sources named at a site, oldest first */
        get: operations["sources.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/structures/{structureId}/sightings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sightings of a structure, oldest first */
        get: operations["sightings.list"];
        put?: never;
        /**
         * Record what one scene shows of a structure; the newest of an observer for a scene stands
         * @description To send the same id and body again is safe: what is there is answered with 200, and nothing is stored twice.
         */
        post: operations["sightings.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sightings/{sightingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw a sighting that one recorded
         * @description It stays on record, and the newest of its observer and scene that is not withdrawn stands. To see the same again is a new sighting.
         */
        delete: operations["sightings.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries after a seq, oldest first, site by site */
        get: operations["history.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/annotations/{annotationId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to one annotation, deleted or not, and to its assessments, oldest first */
        get: operations["history.listOfAnnotation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{siteId}/export.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the filters give at this moment, with all that is needed to judge it (RFC 7946) */
        get: operations["export.geojson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events of what changes; fetch anew after a gap */
        get: operations["events.listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is up */
        get: operations["server.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether database and data folder answer */
        get: operations["server.readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["server.document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a problem means, for people; its address is the `type` of the problem */
        get: operations["problems.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A GeoJSON polygon; rings are closed; told at seven decimals, exterior ones counter-clockwise */
        Polygon: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Polygon";
            coordinates: [
                number,
                number
            ][][];
            /** @description Dropped, and never told */
            bbox?: number[] | undefined;
        };
        /** @description A scene made of received uploads */
        NewScene: {
            /** @description Left out: filled in from the file, its name and what came beside it; null: unsaid, but for title, gsd and synthetic, where it is as if left out */
            metadata: {
                title?: (string | null) | undefined;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired: string;
                platform?: (string | null) | undefined;
                instrument?: (string | null) | undefined;
                provider?: (string | null) | undefined;
                licence?: (string | null) | undefined;
                catalogueId?: (string | null) | undefined;
                gsd?: (number | null) | undefined;
                offNadir?: (number | null) | undefined;
                incidenceAngle?: (number | null) | undefined;
                viewAzimuth?: (number | null) | undefined;
                sunAzimuth?: (number | null) | undefined;
                sunElevation?: (number | null) | undefined;
                cloudCover?: (number | null) | undefined;
                synthetic?: (boolean | null) | undefined;
            };
            /**
             * Format: uuid
             * @description Chosen by the client, so that sending again is safe
             */
            id?: string | undefined;
            /** @description Given by hand: x (longitude, east) before y, in crs */
            placement?: ({
                /** @constant */
                kind: "corners";
                /**
                 * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                 * @default EPSG:4326
                 */
                crs?: string | undefined;
                /** @description Outer ones: upper left, upper right, lower right, lower left */
                corners: [
                    [
                        number,
                        number
                    ],
                    [
                        number,
                        number
                    ],
                    [
                        number,
                        number
                    ],
                    [
                        number,
                        number
                    ]
                ];
            } | {
                /** @constant */
                kind: "control_points";
                /**
                 * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                 * @default EPSG:4326
                 */
                crs?: string | undefined;
                /** @description Column and row from the image's upper left corner */
                points: {
                    column: number;
                    row: number;
                    x: number;
                    y: number;
                }[];
            } | {
                /** @constant */
                kind: "grid";
                /** @description Left out: the file's own */
                crs?: string | undefined;
                /** @description The lines of a world file; left out: the file's own */
                transform?: [
                    number,
                    number,
                    number,
                    number,
                    number,
                    number
                ] | undefined;
            }) | undefined;
            /**
             * @description How far it may lie off is accepted
             * @constant
             */
            acceptAccuracy?: true | undefined;
            /** @description Doubts that a person says are meant */
            acceptPlacement?: ("mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside")[] | undefined;
            /** @description The image, or several in order: bands, or tiles, of which the first with a valid pixel is shown where they overlap */
            uploads: string[];
            /**
             * @description What several uploads are of the scene: needed with more than one
             * @enum {string}
             */
            arrangement?: ("bands" | "mosaic") | undefined;
            /** @description With arrangement 'bands', a name for each upload; '' or left out: as its file's name tells */
            bandNames?: (string | "")[] | undefined;
            /** @description Uploads of the small files that lay beside the images */
            beside?: string[] | undefined;
        };
        /** @description Null forgets a value; what is left out stays */
        ScenePatch: {
            title?: string | undefined;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            acquired?: string | undefined;
            platform?: (string | null) | undefined;
            instrument?: (string | null) | undefined;
            provider?: (string | null) | undefined;
            licence?: (string | null) | undefined;
            catalogueId?: (string | null) | undefined;
            /** @description Null for the file's own */
            gsd?: (number | null) | undefined;
            offNadir?: (number | null) | undefined;
            incidenceAngle?: (number | null) | undefined;
            viewAzimuth?: (number | null) | undefined;
            sunAzimuth?: (number | null) | undefined;
            sunElevation?: (number | null) | undefined;
            cloudCover?: (number | null) | undefined;
            /** @description True where no sensor took it */
            synthetic?: boolean | undefined;
            offset?: components["schemas"]["RegistrationOffset"] | undefined;
            /** @description True: kept, and no more offered; null as false */
            closed?: (boolean | null) | undefined;
        };
        /** @description Metres in the UTM zone of the footprint's middle, added to a scene's coordinates to lie on the site's reference scene */
        RegistrationOffset: {
            east: number;
            north: number;
            /** @description Root mean square at points that did not make the shift; null where unknown */
            residual?: (number | null) | undefined;
            note?: string | undefined;
        };
        /** @description Such as a STAC Item or a provider's metadata */
        MetadataFile: {
            fileName: string;
            text: string;
        };
        /** @description The file's SHA-256, told once the sender knows it, while the file is on its way */
        UploadHash: {
            sha256: string;
        };
        /** @description What was set for a scene; the rest comes from its series and file. A stretch needs colours */
        Look: {
            colours?: components["schemas"]["Colours"] | undefined;
            /** @description What each band measures, where the file does not tell */
            bandOrder?: ("blue" | "green" | "red" | "infrared" | "shortwave" | "other")[] | undefined;
            stretch?: {
                /**
                 * @description Whose pixels gave the limits: the scene, what was in view, or none
                 * @enum {string}
                 */
                from: "scene" | "view" | "hand";
                /** @description At which the limits were taken */
                percentiles?: [
                    number,
                    number
                ] | undefined;
                /** @description Three pairs for a mix of bands, else one */
                limits: {
                    low: number;
                    high: number;
                }[];
            } | undefined;
            /** @description Moves the tone curve by up to half its height */
            brightness?: number | undefined;
            /** @description Turns the tone curve about its middle, 4 to this power as steep */
            contrast?: number | undefined;
            /** @description Above 1 lightens the middle tones */
            gamma?: number | undefined;
            /** @description How far a pixel is set off from the four beside it */
            sharpen?: number | undefined;
        };
        /** @description Bands by number from 1; an index is (first - second) / (first + second) */
        Colours: {
            /** @constant */
            kind: "mix";
            red: number;
            green: number;
            blue: number;
        } | {
            /** @constant */
            kind: "single";
            band: number;
            /** @enum {string} */
            ramp: "grey" | "viridis";
        } | {
            /** @constant */
            kind: "index";
            first: number;
            second: number;
        };
        /** @description What somebody else drew or said, laid over the images for orientation: it claims nothing and enters no report */
        NewOverlay: {
            /** Format: uuid */
            id: string;
            name: string;
            features: {
                geometry: {
                    /** @constant */
                    type: "Point";
                    /** @description Longitude (-180 to 180), latitude (-90 to 90), in degrees. Where a height follows them in a request, it is dropped */
                    coordinates: [
                        number,
                        number
                    ];
                } | {
                    /** @constant */
                    type: "MultiPoint";
                    coordinates: [
                        number,
                        number
                    ][];
                } | {
                    /** @constant */
                    type: "LineString";
                    coordinates: [
                        number,
                        number
                    ][];
                } | {
                    /** @constant */
                    type: "MultiLineString";
                    coordinates: [
                        number,
                        number
                    ][][];
                } | {
                    /** @constant */
                    type: "Polygon";
                    coordinates: [
                        number,
                        number
                    ][][];
                } | {
                    /** @constant */
                    type: "MultiPolygon";
                    coordinates: [
                        number,
                        number
                    ][][][];
                };
                /** @description What stands beside it on the image */
                name?: string | undefined;
            }[];
            /** @description How far it may lie off, as whoever laid it over accepted */
            accuracy?: {
                metres: number;
                reason: string;
            } | undefined;
            /** @description What of its file is left out, in sentences */
            lacks?: string | undefined;
        };
        /** @description What a client may set of an annotation */
        AnnotationInput: {
            /** @constant */
            type: "Feature";
            /**
             * Format: uuid
             * @description Chosen by the client, so that sending again is safe
             */
            id?: string | undefined;
            /** @description In the frame of the site's reference scene */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            properties: {
                structure: components["schemas"]["StructureKind"];
                /** @description Needed with the structure other, refused with any else */
                structureOther?: string | undefined;
                change: components["schemas"]["Change"];
                /**
                 * @description After Copernicus EMS
                 * @enum {string}
                 */
                damageGrade?: ("destroyed" | "damaged" | "possibly_damaged" | "no_visible_damage" | "not_applicable") | undefined;
                /** Format: uuid */
                beforeSceneId: string;
                /** Format: uuid */
                afterSceneId: string;
                /** @description Null: one of its own. Left out: drawing makes one, a change keeps it */
                structureId?: (string | null) | undefined;
                title?: string | undefined;
                description?: string | undefined;
                /** @description How many, where the outline holds several */
                count?: number | undefined;
                viewing?: components["schemas"]["Viewing"] | undefined;
            };
        };
        /** @description A GeoJSON multipolygon; rings are closed; told at seven decimals, exterior ones counter-clockwise */
        MultiPolygon: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiPolygon";
            coordinates: [
                number,
                number
            ][][][];
            /** @description Dropped, and never told */
            bbox?: number[] | undefined;
        };
        /**
         * @description perimeter: fence or wall; detention_building: or interrogation; public_building: school, culture
         * @enum {string}
         */
        StructureKind: "guard_tower" | "guard_post" | "gate" | "perimeter" | "detention_building" | "prisoner_housing" | "staff_housing" | "administration" | "barracks" | "mine" | "light_industry" | "agricultural_building" | "storage" | "public_building" | "burial_site" | "road_or_bridge" | "other";
        /**
         * @description razed: site cleared; demolished: traces remain; altered: extended, re-roofed, of changed use; no_visible_change: somebody looked
         * @enum {string}
         */
        Change: "razed" | "demolished" | "damaged" | "altered" | "constructed" | "no_visible_change";
        /** @description How a change was looked at when it was drawn */
        Viewing: {
            mode: components["schemas"]["ComparisonMode"];
            /** @description Metres a pixel of the screen */
            resolution: number;
            /** Format: uuid */
            drawnOnSceneId: string;
            /** @description Registration offsets then */
            offsets: {
                before: {
                    east: number;
                    north: number;
                };
                after: {
                    east: number;
                    north: number;
                };
            };
            /** @description Told by early pages in place of looks */
            appearance?: {
                before: {
                    contrast: number;
                    gamma: number;
                };
                after: {
                    contrast: number;
                    gamma: number;
                };
            } | undefined;
            looks?: {
                before: components["schemas"]["ShownLook"];
                after: components["schemas"]["ShownLook"];
            } | undefined;
        };
        /**
         * @description How two scenes are compared on screen
         * @enum {string}
         */
        ComparisonMode: "swipe" | "side_by_side" | "blink" | "spyglass" | "blend" | "difference";
        /** @description A look in full, as a scene was seen */
        ShownLook: {
            colours: components["schemas"]["Colours"];
            /** @description Three pairs for a mix of bands, else one */
            limits: {
                low: number;
                high: number;
            }[];
            /** @description Moves the tone curve by up to half its height */
            brightness: number;
            /** @description Turns the tone curve about its middle, 4 to this power as steep */
            contrast: number;
            /** @description Above 1 lightens the middle tones */
            gamma: number;
            /** @description How far a pixel is set off from the four beside it */
            sharpen: number;
        };
        /** @description Why an annotation is deleted */
        Deletion: {
            /** @description Needed where the annotation is another's, or was judged */
            reason?: string | undefined;
        };
        /** @description One person's judgement of one version of an annotation */
        NewAssessment: {
            /**
             * Format: uuid
             * @description Chosen by the client, so that sending again is safe
             */
            id?: string | undefined;
            /** @description The present version; any other is a conflict */
            version: number;
            /** @enum {string} */
            verdict: "agree" | "disagree" | "no_such_change" | "cannot_tell";
            /**
             * @description In the judgement, apart from likelihood
             * @enum {string}
             */
            confidence?: ("low" | "moderate" | "high") | undefined;
            confidenceReason?: string | undefined;
            /**
             * @description ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent
             * @enum {string}
             */
            likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
            /** @default [] */
            sources?: components["schemas"]["AssessmentSource"][] | undefined;
            /**
             * @description Each kind once, but for other
             * @default []
             */
            rivals?: components["schemas"]["Rival"][] | undefined;
            /** @description What settled a dispute, which else stays */
            settles?: string | undefined;
            /** @description Needed where the verdict is disagree or no_such_change, unless settles or a kept rival says why */
            note?: string | undefined;
        };
        /** @description A new source, or one of the site's named again by sourceId */
        AssessmentSource: {
            /** Format: uuid */
            sourceId: string;
            /**
             * @description Admiralty code: 1 confirmed by other sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged
             * @enum {number}
             */
            credibility: 1 | 2 | 3 | 4 | 5 | 6;
            note?: string | undefined;
        } | {
            /** @enum {string} */
            kind: "imagery" | "testimony" | "news" | "official_statement" | "document" | "other";
            title: string;
            reference?: string | undefined;
            /** @description Of http or https; without either, https is put before it */
            url?: string | undefined;
            /**
             * Format: uuid
             * @description The scene of the site that it is
             */
            sceneId?: string | undefined;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            date?: string | undefined;
            /**
             * @description Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged
             * @enum {string}
             */
            reliability: "A" | "B" | "C" | "D" | "E" | "F";
            /**
             * @description Admiralty code: 1 confirmed by other sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged
             * @enum {number}
             */
            credibility: 1 | 2 | 3 | 4 | 5 | 6;
            note?: string | undefined;
            /** @description True where title, reference, url and note stay on this server: not in exports, in history as a hash */
            withheld?: boolean | undefined;
        };
        /** @description Another explanation of what is seen */
        Rival: {
            /**
             * @description lean: parallax
             * @enum {string}
             */
            kind: "season_or_vegetation" | "snow" | "shadow" | "lean" | "cloud_or_haze" | "misregistration" | "resolution" | "reroofing" | "other";
            /** @enum {string} */
            state: "open" | "kept" | "dismissed";
            /** @description Needed unless open */
            reason?: string | undefined;
        };
        /** @description The annotation that takes the place of another */
        Supersession: {
            /** Format: uuid */
            by: string;
        };
        /** @description What one scene shows of a structure */
        NewSighting: {
            /**
             * Format: uuid
             * @description Chosen by the client, so that sending again is safe
             */
            id?: string | undefined;
            /** Format: uuid */
            sceneId: string;
            state: components["schemas"]["SightingState"];
            /**
             * @description With the state obscured alone
             * @enum {string}
             */
            obscuredBy?: ("cloud" | "shadow" | "lean" | "snow" | "vegetation" | "other") | undefined;
            note?: string | undefined;
        };
        /**
         * @description absent: not there, before or after; the last four: why nothing can be told
         * @enum {string}
         */
        SightingState: "intact" | "damaged" | "demolished" | "razed" | "altered" | "under_construction" | "absent" | "obscured" | "outside_image" | "too_coarse" | "not_assessed";
        /** @description A place under observation */
        Site: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Heads the numbers of annotations, as in C22-017; never changes */
            code: string;
            description?: string | undefined;
            boundary?: components["schemas"]["Polygon"] | undefined;
            /**
             * Format: uuid
             * @description On which the others are laid: the one named, else the earliest ready
             */
            referenceSceneId?: string | undefined;
            /** @description Who closed it, and when: it is kept, and no more offered */
            closed?: {
                by: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at: string;
            } | undefined;
            /**
             * Format: date-time
             * @description In UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            updatedAt: string;
        };
        /** @description RFC 9457. At the address in `type`, relative to this server, a page explains the problem. */
        Problem: {
            type: string;
            /** @description What kind of problem it is; does not vary */
            title: string;
            status: number;
            /** @description One plain sentence: what is wrong here, and what to do */
            detail: string;
            /** @description What is refused, and where it stands */
            errors?: components["schemas"]["Fault"][] | undefined;
            /** @description What is stored now, where a change built on something older */
            current?: unknown | undefined;
            /** @description What stands against a removal */
            dependents?: components["schemas"]["Dependent"][] | undefined;
            /**
             * Format: uuid
             * @description The scene that the file is already
             */
            sceneId?: string | undefined;
            /** @description How far a place may be off, to be accepted by acceptAccuracy */
            accuracy?: {
                metres: number;
                reason: string;
            } | undefined;
            /** @description What is unusual about a place, to be accepted by acceptPlacement */
            doubts?: {
                /**
                 * @description What is more likely a mistake; stretched: pixels far longer than wide; points_off: points far missed; beside: put elsewhere by a file beside it
                 * @enum {string}
                 */
                code: "mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside";
                sentence: string;
            }[] | undefined;
            /**
             * @description Nobody knows whether what was asked for was done
             * @constant
             */
            outcome?: "unknown" | undefined;
            /** @description Why a file is refused, in one word */
            reason?: string | undefined;
            /** @description Bytes that are free on the disk */
            free?: number | undefined;
            /** @description Bytes that would have to be free */
            needed?: number | undefined;
            /** @description The SHA-256 that was declared */
            sent?: string | undefined;
            /** @description The SHA-256 of what arrived */
            received?: string | undefined;
        };
        /** @description One thing within a request that is refused */
        Fault: {
            /**
             * @description A JSON pointer (RFC 6901) into the body, or ?name of a query parameter
             * @example /properties/change
             */
            pointer: string;
            /** @description One plain sentence */
            detail: string;
        };
        /** @description What would be lost or left without ground by a removal */
        Dependent: {
            /**
             * @description site: it is laid on this scene, which is named as its reference scene
             * @enum {string}
             */
            kind: "scene" | "annotation" | "sighting" | "source" | "overlay" | "structure" | "upload" | "site";
            count: number;
            /** @description So many of them are deleted */
            deleted?: number | undefined;
            /**
             * @description The first ten, with a word where it is deleted or an earlier version
             * @example [
             *       "C22-001",
             *       "C22-004 (deleted)"
             *     ]
             */
            numbers?: string[] | undefined;
        };
        /** @description What stands against a removal */
        Dependents: {
            /** @description Empty where it can be removed */
            items: components["schemas"]["Dependent"][];
            /** @description Why it cannot be removed, where something depends */
            sentence?: string | undefined;
        };
        /** @description An image of a site */
        Scene: {
            title: string;
            platform?: string | undefined;
            instrument?: string | undefined;
            provider?: string | undefined;
            licence?: string | undefined;
            /** @description The provider's id of the image */
            catalogueId?: string | undefined;
            /** @description Metres on the ground a pixel */
            gsd: number;
            /** @description At the spacecraft, from straight down */
            offNadir?: number | undefined;
            /** @description At the ground, from the vertical */
            incidenceAngle?: number | undefined;
            /** @description Clockwise from north, from below the spacecraft to the scene, as in STAC: the way things lean */
            viewAzimuth?: number | undefined;
            /** @description Clockwise from north */
            sunAzimuth?: number | undefined;
            sunElevation?: number | undefined;
            /** @description In per cent */
            cloudCover?: number | undefined;
            /** @description True where no sensor took it */
            synthetic: boolean;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            acquired: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            siteId: string;
            /** @enum {string} */
            acquiredPrecision: "instant" | "day" | "month" | "year";
            /**
             * @description Its display copy is being made; is there; or is not, as failure says
             * @enum {string}
             */
            state: "ingesting" | "ready" | "failed";
            /** @description 0 to 1 */
            progress: number;
            /** @description Why it failed or, if ready, why no new display copy was made */
            failure?: {
                code: string;
                detail: string;
            } | undefined;
            /** @description Without the offset */
            footprint: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            /** @description EPSG:n; null without such a number */
            crs: string | null;
            /** @description For proj4, where crs is null */
            projection?: string | undefined;
            placement: {
                /**
                 * @description Its file, or how an analyst placed it
                 * @enum {string}
                 */
                origin: "file" | "corners" | "control_points" | "grid";
                /** @description Who placed it by hand */
                by?: string | undefined;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at?: string | undefined;
                /** @description Given by hand: x (longitude, east) before y, in crs */
                given?: ({
                    /** @constant */
                    kind: "corners";
                    /**
                     * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                     * @default EPSG:4326
                     */
                    crs: string;
                    /** @description Outer ones: upper left, upper right, lower right, lower left */
                    corners: [
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ]
                    ];
                } | {
                    /** @constant */
                    kind: "control_points";
                    /**
                     * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                     * @default EPSG:4326
                     */
                    crs: string;
                    /** @description Column and row from the image's upper left corner */
                    points: {
                        column: number;
                        row: number;
                        x: number;
                        y: number;
                    }[];
                } | {
                    /** @constant */
                    kind: "grid";
                    /** @description Left out: the file's own */
                    crs?: string | undefined;
                    /** @description The lines of a world file; left out: the file's own */
                    transform?: [
                        number,
                        number,
                        number,
                        number,
                        number,
                        number
                    ] | undefined;
                }) | undefined;
                /** @description How far points lie from where the others put them: root mean square and largest; null where unknown, as of three */
                residual?: ({
                    pixels: number;
                    metres: number;
                    largestPixels: number;
                    largestMetres: number;
                    points: number;
                } | null) | undefined;
                /** @description Doubts that a person said are meant */
                confirmed?: {
                    doubts: {
                        /**
                         * @description What is more likely a mistake; stretched: pixels far longer than wide; points_off: points far missed; beside: put elsewhere by a file beside it
                         * @enum {string}
                         */
                        code: "mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside";
                        sentence: string;
                    }[];
                    by: string;
                    /**
                     * Format: date-time
                     * @description In UTC
                     */
                    at: string;
                } | undefined;
                /** @description True where pixels are computed between the original's, to lie north up */
                resampled: boolean;
            };
            /** @description How far off it may lie for want of a datum's shift */
            accuracy?: {
                metres: number;
                reason: string;
                acceptedBy: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                acceptedAt: string;
            } | undefined;
            /** @description Pixels of the display copy */
            width: number;
            height: number;
            /** @description Empty until it is ready */
            bands: components["schemas"]["Band"][];
            /** @description Value of pixels that hold none */
            noData?: (number | "NaN") | undefined;
            /** @description The uploaded file. Of a scene made of several: the name of the first, their size in all, and the SHA-256 of their SHA-256s in lower-case hex, sorted, one a line, each line ended by a line feed */
            original: {
                fileName: string;
                sha256: string;
                /** @description In bytes */
                size: number;
            };
            /** @description Every file kept, where a scene is made of several: bands and tiles in their order, then what came beside them */
            parts?: components["schemas"]["ScenePart"][] | undefined;
            /** @description The display copy, once there is one */
            display?: {
                /** @description In bytes */
                size: number;
                sha256: string;
                /** @description True where it is the original itself */
                kept: boolean;
                /**
                 * @description What of it was looked at so far
                 * @enum {string}
                 */
                checked: "structure" | "every_tile";
            } | undefined;
            /** @description Left out where nothing is to be done */
            job?: components["schemas"]["IngestJob"] | undefined;
            offset: components["schemas"]["RegistrationOffset"];
            /** @description Where each stated value comes from */
            origins: {
                [key: string]: {
                    /**
                     * @description Its tags, a file beside it, its name, what was kept for the site, or a person
                     * @enum {string}
                     */
                    from: "file" | "beside" | "name" | "default" | "hand";
                    /** @description File and key, or who stated it */
                    detail?: string | undefined;
                };
            };
            /** @description All that the file, its name and what came beside it say, whether it is followed or not */
            claims: components["schemas"]["Statement"][];
            /** @description Who closed it, and when: it is kept, and no more offered */
            closed?: {
                by: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at: string;
            } | undefined;
            /** @description Counts all changes but progress; the ETag */
            version: number;
            createdBy: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            updatedAt: string;
        };
        /** @description The range of its valid pixels, and the 2nd and 98th percentile that a stretch begins with */
        Band: {
            name?: string | undefined;
            /** @enum {string} */
            type: "uint8" | "uint16" | "int8" | "int16" | "uint32" | "int32" | "float32" | "float64";
            min: number;
            max: number;
            p2: number;
            p98: number;
            /** @description True where it says which pixels are to be seen */
            alpha?: boolean | undefined;
        };
        /** @description A file of a scene, or that came beside its image */
        ScenePart: {
            /** @enum {string} */
            role: "image" | "band" | "tile" | "mask" | "metadata" | "placement";
            bandName?: string | undefined;
            fileName: string;
            sha256: string;
            /** @description In bytes */
            size: number;
            /** @description Pixel size in metres of a band whose pixels were repeated to fit those of the finest band */
            resampledFrom?: number | undefined;
        };
        /** @description Work on a scene's display copy */
        IngestJob: {
            /**
             * @description cancelled: waits to be tried again
             * @enum {string}
             */
            stage: "waiting" | "reading" | "writing_overviews" | "checking" | "cancelled";
            /** @description 0 to 1 */
            share: number;
            /** @description Estimated from the pace so far */
            secondsLeft?: number | undefined;
            /** @description Counts from 1 */
            attempt: number;
        };
        /** @description What one source says of one field */
        Statement: {
            /**
             * @description Its tags, a file beside it, its name, what was kept for the site, or a person
             * @enum {string}
             */
            from: "file" | "beside" | "name" | "default" | "hand";
            /** @description File and key, or who stated it */
            detail?: string | undefined;
            /** @enum {string} */
            field: "title" | "acquired" | "platform" | "instrument" | "provider" | "licence" | "catalogueId" | "gsd" | "offNadir" | "incidenceAngle" | "viewAzimuth" | "sunAzimuth" | "sunElevation" | "cloudCover" | "synthetic";
            value: string | number | boolean;
            /** @description Why to doubt it */
            caution?: string | undefined;
            /**
             * @description One of several readings, never filled in by itself
             * @constant
             */
            offered?: true | undefined;
        };
        /** @description A file on its way to a scene */
        Upload: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            siteId: string;
            /**
             * @description The image of a scene, or a small file that lay beside it (mask, metadata, world file)
             * @enum {string}
             */
            role: "image" | "beside";
            fileName: string;
            /** @description In bytes */
            size: number;
            /** @description In bytes */
            received: number;
            /** @description What the sender said, and once it was received what the server found */
            sha256?: string | undefined;
            /**
             * Format: date-time
             * @description The file's own date, in UTC
             */
            lastModified?: string | undefined;
            /**
             * @description On its way; whole, and being hashed and looked at; ready for a scene; or unfit for one, for which failure says why
             * @enum {string}
             */
            state: "receiving" | "checking" | "received" | "refused";
            /** @description Of an image that was received */
            inspection?: components["schemas"]["UploadInspection"] | undefined;
            /** @description Why it was refused */
            failure?: {
                code: string;
                detail: string;
            } | undefined;
            createdBy: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it is dropped, in UTC, unless more of it comes or a scene takes it before
             */
            expiresAt: string;
        };
        /** @description What the bounded look at a received image found */
        UploadInspection: {
            /** @description In pixels */
            width: number;
            /** @description In pixels */
            height: number;
            bands: {
                name?: string | undefined;
                /** @enum {string} */
                type: "uint8" | "uint16" | "int8" | "int16" | "uint32" | "int32" | "float32" | "float64";
            }[];
            /** @description EPSG:n, or null for a system without such a number or for none; of an image without a place the system that its file names all the same */
            crs: string | null;
            /** @description A proj4 definition, where the file's own system has no EPSG code */
            projection?: string | undefined;
            /** @description Left out of an image without a place */
            footprint?: (components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"]) | undefined;
            /** @description Metres on the ground a pixel; left out of an image without a place */
            gsd?: number | undefined;
            /** @description The value of pixels that hold none, as the file has it */
            noData?: string | undefined;
            /** @description As GDAL has it, from pixel corners to `crs`; left out where the image is turned against its grid or has no place */
            affine?: [
                number,
                number,
                number,
                number,
                number,
                number
            ] | undefined;
            /** @description What the file and its name say, to be stated of the scene */
            suggested: {
                title?: (string | null) | undefined;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired?: string | undefined;
                platform?: (string | null) | undefined;
                instrument?: (string | null) | undefined;
                provider?: (string | null) | undefined;
                licence?: (string | null) | undefined;
                catalogueId?: (string | null) | undefined;
                gsd?: (number | null) | undefined;
                offNadir?: (number | null) | undefined;
                incidenceAngle?: (number | null) | undefined;
                viewAzimuth?: (number | null) | undefined;
                sunAzimuth?: (number | null) | undefined;
                sunElevation?: (number | null) | undefined;
                cloudCover?: (number | null) | undefined;
                synthetic?: (boolean | null) | undefined;
            };
            /**
             * @description 'missing' where the file does not say where on Earth it lies: an analyst has to
             * @enum {string}
             */
            placement: "file" | "missing";
            /** @description Why the file's own word does not place it */
            placeMissing?: {
                code: string;
                detail: string;
            } | undefined;
            /** @description How far it may lie off because the shift of a datum is missing, to be accepted by acceptAccuracy */
            accuracy?: {
                metres: number;
                reason: string;
            } | undefined;
            /** @description What is unusual about the place, to be accepted by acceptPlacement */
            doubts?: {
                /**
                 * @description What is more likely a mistake; stretched: pixels far longer than wide; points_off: points far missed; beside: put elsewhere by a file beside it
                 * @enum {string}
                 */
                code: "mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside";
                sentence: string;
            }[] | undefined;
        };
        /** @description A look as it is stored */
        StoredLook: {
            /** Format: uuid */
            sceneId: string;
            look: components["schemas"]["Look"];
            /** @description 0 where nothing was set; the ETag */
            version: number;
            updatedBy?: string | undefined;
            /**
             * Format: date-time
             * @description In UTC
             */
            updatedAt?: string | undefined;
        };
        /** @description Counts in equal steps from low to high; what lies outside in below and above */
        Histogram: {
            low: number;
            high: number;
            counts: number[];
            below: number;
            above: number;
            /** @description At 0, 1, 2, 5, 95, 98, 99, 100 per cent, by nearest rank */
            percentiles: [
                number,
                number,
                number,
                number,
                number,
                number,
                number,
                number
            ];
        };
        /** @description An overlay that is shared at a site */
        Overlay: {
            /** Format: uuid */
            id: string;
            name: string;
            features: {
                geometry: {
                    /** @constant */
                    type: "Point";
                    /** @description Longitude (-180 to 180), latitude (-90 to 90), in degrees. Where a height follows them in a request, it is dropped */
                    coordinates: [
                        number,
                        number
                    ];
                } | {
                    /** @constant */
                    type: "MultiPoint";
                    coordinates: [
                        number,
                        number
                    ][];
                } | {
                    /** @constant */
                    type: "LineString";
                    coordinates: [
                        number,
                        number
                    ][];
                } | {
                    /** @constant */
                    type: "MultiLineString";
                    coordinates: [
                        number,
                        number
                    ][][];
                } | {
                    /** @constant */
                    type: "Polygon";
                    coordinates: [
                        number,
                        number
                    ][][];
                } | {
                    /** @constant */
                    type: "MultiPolygon";
                    coordinates: [
                        number,
                        number
                    ][][][];
                };
                /** @description What stands beside it on the image */
                name?: string | undefined;
            }[];
            /** @description How far it may lie off, as whoever laid it over accepted */
            accuracy?: {
                metres: number;
                reason: string;
            } | undefined;
            /** @description What of its file is left out, in sentences */
            lacks?: string | undefined;
            /** Format: uuid */
            siteId: string;
            sharedBy: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            sharedAt: string;
        };
        /** @description A claim that one change happened between two scenes */
        Annotation: {
            /** @constant */
            type: "Feature";
            /** Format: uuid */
            id: string;
            /** @description In the frame of the site's reference scene */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            properties: {
                /** Format: uuid */
                siteId: string;
                /** @description What people cite, such as C22-017 */
                number: string;
                structure: components["schemas"]["StructureKind"];
                /** @description Needed with the structure other, refused with any else */
                structureOther?: string | undefined;
                change: components["schemas"]["Change"];
                /**
                 * @description After Copernicus EMS
                 * @enum {string}
                 */
                damageGrade?: ("destroyed" | "damaged" | "possibly_damaged" | "no_visible_damage" | "not_applicable") | undefined;
                /** Format: uuid */
                beforeSceneId: string;
                /** Format: uuid */
                afterSceneId: string;
                /**
                 * Format: uuid
                 * @description What annotations and sightings of one thing share
                 */
                structureId: string;
                title?: string | undefined;
                description?: string | undefined;
                /** @description How many, where the outline holds several */
                count?: number | undefined;
                viewing?: components["schemas"]["Viewing"] | undefined;
                status: components["schemas"]["AnnotationStatus"];
                /**
                 * @description Of the newest assessment of the present version that states one
                 * @enum {string}
                 */
                likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
                /**
                 * @description Of the newest assessment of the present version that states one
                 * @enum {string}
                 */
                confidence?: ("low" | "moderate" | "high") | undefined;
                /** @description True where corroborated by names that nobody checked */
                selfDeclared?: boolean | undefined;
                /** @description Null where observers differ, left out where no change is visible */
                changeBracket?: (components["schemas"]["ChangeBracket"] | null) | undefined;
                /** @description Where observers differ: one for each */
                changeBrackets?: components["schemas"]["ObserverBracket"][] | undefined;
                /** Format: uuid */
                supersededBy?: string | undefined;
                /** @description Of a deleted one */
                deletedBy?: string | undefined;
                /**
                 * Format: date-time
                 * @description Of a deleted one
                 */
                deletedAt?: string | undefined;
                /** @description Of a deleted one */
                deletedReason?: string | undefined;
                /** @description Geodesic, in square metres */
                area: number;
                /** @description Counts versions of the claim: geometry, structure, structureOther, change, damageGrade, scenes */
                version: number;
                /** @description Moves with every change, assessment and sighting; the ETag */
                revision: number;
                createdBy: string;
                /** @description Who made this version of the claim */
                claimBy: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                createdAt: string;
                updatedBy: string;
                /**
                 * Format: date-time
                 * @description Not moved by assessments and sightings
                 */
                updatedAt: string;
            };
            /** @description Of a claim just made: where it leaves a scene */
            afterimage?: {
                warnings: {
                    pointer: string;
                    detail: string;
                }[];
            } | undefined;
        };
        /**
         * @description observed: one analyst drew it; in_review: a second reading is asked for, or agrees without an own source; corroborated: it agrees with one; disputed: readers contradict each other; rejected: no such change; superseded: another takes its place
         * @enum {string}
         */
        AnnotationStatus: "observed" | "in_review" | "corroborated" | "disputed" | "rejected" | "superseded";
        /** @description Last scene seen in the earlier state, first in the later one; an end that nobody saw is left out */
        ChangeBracket: {
            lastBefore?: {
                /** Format: uuid */
                sceneId: string;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired: string;
                /** @description Left out where sightings differ or the claim alone says it */
                state?: components["schemas"]["SightingState"] | undefined;
            } | undefined;
            firstAfter?: {
                /** Format: uuid */
                sceneId: string;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired: string;
                /** @description Left out where sightings differ or the claim alone says it */
                state?: components["schemas"]["SightingState"] | undefined;
            } | undefined;
        };
        /** @description What the sightings of one observer alone tell */
        ObserverBracket: {
            lastBefore?: {
                /** Format: uuid */
                sceneId: string;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired: string;
                /** @description Left out where sightings differ or the claim alone says it */
                state?: components["schemas"]["SightingState"] | undefined;
            } | undefined;
            firstAfter?: {
                /** Format: uuid */
                sceneId: string;
                /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                acquired: string;
                /** @description Left out where sightings differ or the claim alone says it */
                state?: components["schemas"]["SightingState"] | undefined;
            } | undefined;
            observer: string;
        };
        /** @description A judgement as it was recorded */
        Assessment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            annotationId: string;
            /** @description The version that is judged */
            version: number;
            /** @enum {string} */
            verdict: "agree" | "disagree" | "no_such_change" | "cannot_tell";
            /**
             * @description In the judgement, apart from likelihood
             * @enum {string}
             */
            confidence?: ("low" | "moderate" | "high") | undefined;
            confidenceReason?: string | undefined;
            /**
             * @description ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent
             * @enum {string}
             */
            likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
            sources: components["schemas"]["AssessedSource"][];
            rivals: components["schemas"]["Rival"][];
            settles?: string | undefined;
            note?: string | undefined;
            by: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            at: string;
            /** @description True where nobody checked the name */
            selfDeclared: boolean;
            /** @description Made by a named person who neither drew the annotation nor last changed its claim */
            secondReading: boolean;
            /** @description The annotation's, right after it */
            statusAfter: components["schemas"]["AnnotationStatus"];
        };
        /** @description A source, as an assessment rates it */
        AssessedSource: {
            /** Format: uuid */
            sourceId: string;
            /** @enum {string} */
            kind: "imagery" | "testimony" | "news" | "official_statement" | "document" | "other";
            title: string;
            reference?: string | undefined;
            url?: string | undefined;
            /**
             * Format: uuid
             * @description The scene of the site that it is
             */
            sceneId?: string | undefined;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            date?: string | undefined;
            /**
             * @description Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged
             * @enum {string}
             */
            reliability: "A" | "B" | "C" | "D" | "E" | "F";
            /**
             * @description Admiralty code: 1 confirmed by other sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged
             * @enum {number}
             */
            credibility: 1 | 2 | 3 | 4 | 5 | 6;
            note?: string | undefined;
            /** @description True where title, reference, url and note stay on this server: not in exports, in history as a hash */
            withheld?: boolean | undefined;
            /** @description True where it stands beside the annotation's two scenes */
            own: boolean;
        };
        /** @description An assessment, and what the annotation is now */
        StoredAssessment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            annotationId: string;
            /** @description The version that is judged */
            version: number;
            /** @enum {string} */
            verdict: "agree" | "disagree" | "no_such_change" | "cannot_tell";
            /**
             * @description In the judgement, apart from likelihood
             * @enum {string}
             */
            confidence?: ("low" | "moderate" | "high") | undefined;
            confidenceReason?: string | undefined;
            /**
             * @description ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent
             * @enum {string}
             */
            likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
            sources: components["schemas"]["AssessedSource"][];
            rivals: components["schemas"]["Rival"][];
            settles?: string | undefined;
            note?: string | undefined;
            by: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            at: string;
            /** @description True where nobody checked the name */
            selfDeclared: boolean;
            /** @description Made by a named person who neither drew the annotation nor last changed its claim */
            secondReading: boolean;
            /** @description The annotation's, right after it */
            statusAfter: components["schemas"]["AnnotationStatus"];
            status: components["schemas"]["AnnotationStatus"];
            revision: number;
        };
        /** @description A source named at a site, to be named again by its id */
        Source: {
            /** Format: uuid */
            sourceId: string;
            /** @enum {string} */
            kind: "imagery" | "testimony" | "news" | "official_statement" | "document" | "other";
            title: string;
            reference?: string | undefined;
            url?: string | undefined;
            /**
             * Format: uuid
             * @description The scene of the site that it is
             */
            sceneId?: string | undefined;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            date?: string | undefined;
            /**
             * @description Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged
             * @enum {string}
             */
            reliability: "A" | "B" | "C" | "D" | "E" | "F";
            /** @description True where title, reference, url and note stay on this server: not in exports, in history as a hash */
            withheld: boolean;
        };
        /** @description What one observer saw of a structure in a scene */
        Sighting: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            sceneId: string;
            state: components["schemas"]["SightingState"];
            /**
             * @description With the state obscured alone
             * @enum {string}
             */
            obscuredBy?: ("cloud" | "shadow" | "lean" | "snow" | "vegetation" | "other") | undefined;
            note?: string | undefined;
            /** Format: uuid */
            structureId: string;
            observer: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            at: string;
            /** @description True for the newest of its observer and scene that is not withdrawn */
            stands: boolean;
            /** @description There where its observer took it back: it no longer stands */
            withdrawn?: {
                by: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at: string;
            } | undefined;
        };
        /** @description An entry of a site's history. `text` is what was hashed; all but it and the hashes repeat what it says */
        HistoryEntry: {
            /** Format: uuid */
            siteId: string;
            /** @description Counts from 1 within the site, without a gap */
            seq: number;
            /**
             * Format: date-time
             * @description In UTC
             */
            at: string;
            actor: {
                name: string;
                /** @description True where nobody has checked the name */
                selfDeclared: boolean;
            };
            /**
             * @description What was done: the word of what it was done to, a dot, and the deed
             * @example annotation.claim_changed
             */
            act: string;
            /**
             * @description What it was done to: site, scene, overlay, annotation, assessment or structure
             * @example annotation
             */
            entity: string;
            /** Format: uuid */
            entityId: string;
            /** @description Of an annotation the version of its claim, of an assessment the version that it judges, of a site or scene its version after the act; else 1 */
            version: number;
            /** @description What the act made or changed, as an object whose members depend on the act. A member { old, new } tells what was and what is. In place of what may have to be withheld stands { withheld }: the SHA-256 of a salt and its canonical text */
            change: unknown;
            /** @description What was hashed: the entry as JSON in the canonical form of RFC 8785, with `format`, the version of its form */
            text: string;
            /** @description The hash of the entry before at the same site; 64 zeros before the first */
            previousHash: string;
            /** @description SHA-256 over the digits of previousHash and then the UTF-8 of text, in lower-case hex */
            hash: string;
        };
        /** @description The live export of a site (RFC 7946) */
        Export: {
            /** @constant */
            type: "FeatureCollection";
            /** @description West, south, east, north; left out where there are no features. Around the antimeridian west lies east of east */
            bbox?: [
                number,
                number,
                number,
                number
            ] | undefined;
            afterimage: components["schemas"]["ExportAbout"];
            features: components["schemas"]["ExportedAnnotation"][];
        };
        /** @description What the export is, of when, made from what, and how to read it */
        ExportAbout: {
            /** @constant */
            format: "afterimage-export";
            /** @constant */
            formatVersion: 1;
            software: {
                /** @constant */
                name: "Afterimage";
                version: string;
            };
            /**
             * Format: date-time
             * @description The moment that the export shows, in UTC
             */
            exportedAt: string;
            /** @description A warning, where a scene of the site is synthetic: then this is evidence of nothing */
            synthetic?: string | undefined;
            site: {
                /** Format: uuid */
                id: string;
                /** @description Heads the number of each annotation */
                code: string;
                name: string;
                description?: string | undefined;
            };
            /** @description Which annotations were asked for, as in the query; empty for all of the site */
            filter: {
                /** @description West, south, east, north in degrees */
                bbox?: [
                    number,
                    number,
                    number,
                    number
                ] | undefined;
                status?: components["schemas"]["AnnotationStatus"][] | undefined;
                structure?: components["schemas"]["StructureKind"][] | undefined;
                change?: components["schemas"]["Change"][] | undefined;
                sceneId?: string[] | undefined;
                structureId?: string[] | undefined;
                q?: string | undefined;
            };
            /** @description Annotations in this export, in all and by status; a status that none of them has is left out */
            counts: {
                annotations: number;
                observed?: number | undefined;
                in_review?: number | undefined;
                corroborated?: number | undefined;
                disputed?: number | undefined;
                rejected?: number | undefined;
                superseded?: number | undefined;
            };
            /** @description The newest entry of the site's history at that moment; null before the first */
            history: {
                seq: number;
                hash: string;
            } | null;
            /** @description All scenes of the site but those that failed, with the hashes of their originals */
            scenes: components["schemas"]["ExportedScene"][];
            /** @description How to read the members that are named here, in words */
            reading: {
                coordinates: string;
                area: string;
                times: string;
                texts: string;
                changeBracket: string;
                sightings: string;
                likelihood: string;
                sources: string;
                names: string;
            };
            /** @description What must not be read into the export, in sentences */
            limitations: string[];
        };
        /** @description A scene as an export tells it, without what its display copy holds */
        ExportedScene: {
            title: string;
            platform?: string | undefined;
            instrument?: string | undefined;
            provider?: string | undefined;
            licence?: string | undefined;
            /** @description The provider's id of the image */
            catalogueId?: string | undefined;
            /** @description Metres on the ground a pixel */
            gsd: number;
            /** @description At the spacecraft, from straight down */
            offNadir?: number | undefined;
            /** @description At the ground, from the vertical */
            incidenceAngle?: number | undefined;
            /** @description Clockwise from north, from below the spacecraft to the scene, as in STAC: the way things lean */
            viewAzimuth?: number | undefined;
            /** @description Clockwise from north */
            sunAzimuth?: number | undefined;
            sunElevation?: number | undefined;
            /** @description In per cent */
            cloudCover?: number | undefined;
            /** @description True where no sensor took it */
            synthetic: boolean;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            acquired: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            siteId: string;
            /** @description How exactly the date is known; null where there is none */
            acquiredPrecision: ("instant" | "day" | "month" | "year") | null;
            /** @description Why it failed or, if ready, why no new display copy was made */
            failure?: {
                code: string;
                detail: string;
            } | undefined;
            /** @description Without the offset */
            footprint: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            /** @description EPSG:n; null without such a number */
            crs: string | null;
            /** @description For proj4, where crs is null */
            projection?: string | undefined;
            placement: {
                /**
                 * @description Its file, or how an analyst placed it
                 * @enum {string}
                 */
                origin: "file" | "corners" | "control_points" | "grid";
                /** @description Who placed it by hand */
                by?: string | undefined;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at?: string | undefined;
                /** @description Given by hand: x (longitude, east) before y, in crs */
                given?: ({
                    /** @constant */
                    kind: "corners";
                    /**
                     * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                     * @default EPSG:4326
                     */
                    crs: string;
                    /** @description Outer ones: upper left, upper right, lower right, lower left */
                    corners: [
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ],
                        [
                            number,
                            number
                        ]
                    ];
                } | {
                    /** @constant */
                    kind: "control_points";
                    /**
                     * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                     * @default EPSG:4326
                     */
                    crs: string;
                    /** @description Column and row from the image's upper left corner */
                    points: {
                        column: number;
                        row: number;
                        x: number;
                        y: number;
                    }[];
                } | {
                    /** @constant */
                    kind: "grid";
                    /** @description Left out: the file's own */
                    crs?: string | undefined;
                    /** @description The lines of a world file; left out: the file's own */
                    transform?: [
                        number,
                        number,
                        number,
                        number,
                        number,
                        number
                    ] | undefined;
                }) | undefined;
                /** @description How far points lie from where the others put them: root mean square and largest; null where unknown, as of three */
                residual?: ({
                    pixels: number;
                    metres: number;
                    largestPixels: number;
                    largestMetres: number;
                    points: number;
                } | null) | undefined;
                /** @description Doubts that a person said are meant */
                confirmed?: {
                    doubts: {
                        /**
                         * @description What is more likely a mistake; stretched: pixels far longer than wide; points_off: points far missed; beside: put elsewhere by a file beside it
                         * @enum {string}
                         */
                        code: "mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside";
                        sentence: string;
                    }[];
                    by: string;
                    /**
                     * Format: date-time
                     * @description In UTC
                     */
                    at: string;
                } | undefined;
                /** @description True where pixels are computed between the original's, to lie north up */
                resampled: boolean;
            };
            /** @description How far off it may lie for want of a datum's shift */
            accuracy?: {
                metres: number;
                reason: string;
                acceptedBy: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                acceptedAt: string;
            } | undefined;
            /** @description Pixels of the display copy */
            width: number;
            height: number;
            /** @description Value of pixels that hold none */
            noData?: (number | "NaN") | undefined;
            /** @description The uploaded file. Of a scene made of several: the name of the first, their size in all, and the SHA-256 of their SHA-256s in lower-case hex, sorted, one a line, each line ended by a line feed */
            original: {
                fileName: string;
                sha256: string;
                /** @description In bytes */
                size: number;
            };
            /** @description Every file kept, where a scene is made of several: bands and tiles in their order, then what came beside them */
            parts?: components["schemas"]["ScenePart"][] | undefined;
            /** @description Left out where nothing is to be done */
            job?: components["schemas"]["IngestJob"] | undefined;
            offset: components["schemas"]["RegistrationOffset"];
            /** @description Where each stated value comes from */
            origins: {
                [key: string]: {
                    /**
                     * @description Its tags, a file beside it, its name, what was kept for the site, or a person
                     * @enum {string}
                     */
                    from: "file" | "beside" | "name" | "default" | "hand";
                    /** @description File and key, or who stated it */
                    detail?: string | undefined;
                };
            };
            /** @description All that the file, its name and what came beside it say, whether it is followed or not */
            claims: components["schemas"]["Statement"][];
            /** @description Who closed it, and when: it is kept, and no more offered */
            closed?: {
                by: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                at: string;
            } | undefined;
            /** @description Counts all changes but progress; the ETag */
            version: number;
            createdBy: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            updatedAt: string;
            /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
            acquiredEarliestDay: string | null;
            /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
            acquiredLatestDay: string | null;
            /** @description Null unless known */
            acquiredInstant: string | null;
        };
        /** @description An annotation as it leaves the server. What is added to it is derived, and refused where it is sent back */
        ExportedAnnotation: {
            /** @constant */
            type: "Feature";
            /** Format: uuid */
            id: string;
            /** @description In the frame of the site's reference scene */
            geometry: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
            properties: {
                /** Format: uuid */
                siteId: string;
                /** @description What people cite, such as C22-017 */
                number: string;
                structure: components["schemas"]["StructureKind"];
                /** @description Empty where nobody wrote any */
                structureOther: string;
                change: components["schemas"]["Change"];
                /**
                 * @description After Copernicus EMS
                 * @enum {string}
                 */
                damageGrade?: ("destroyed" | "damaged" | "possibly_damaged" | "no_visible_damage" | "not_applicable") | undefined;
                /** Format: uuid */
                beforeSceneId: string;
                /** Format: uuid */
                afterSceneId: string;
                /**
                 * Format: uuid
                 * @description What annotations and sightings of one thing share
                 */
                structureId: string;
                /** @description Empty where nobody wrote any */
                title: string;
                /** @description Empty where nobody wrote any */
                description: string;
                /** @description How many, where the outline holds several */
                count?: number | undefined;
                viewing?: components["schemas"]["Viewing"] | undefined;
                status: components["schemas"]["AnnotationStatus"];
                /**
                 * @description Of the newest assessment of the present version that states one
                 * @enum {string}
                 */
                likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
                /**
                 * @description Of the newest assessment of the present version that states one
                 * @enum {string}
                 */
                confidence?: ("low" | "moderate" | "high") | undefined;
                /** @description True where corroborated by names that nobody checked */
                selfDeclared?: boolean | undefined;
                /** @description Null where observers differ, left out where no change is visible */
                changeBracket?: (components["schemas"]["ChangeBracket"] | null) | undefined;
                /** @description Where observers differ: one for each */
                changeBrackets?: components["schemas"]["ObserverBracket"][] | undefined;
                /** Format: uuid */
                supersededBy?: string | undefined;
                /** @description Of a deleted one */
                deletedBy?: string | undefined;
                /**
                 * Format: date-time
                 * @description Of a deleted one
                 */
                deletedAt?: string | undefined;
                /** @description Of a deleted one */
                deletedReason?: string | undefined;
                /** @description Geodesic, in square metres */
                area: number;
                /** @description Counts versions of the claim: geometry, structure, structureOther, change, damageGrade, scenes */
                version: number;
                /** @description Moves with every change, assessment and sighting; the ETag */
                revision: number;
                createdBy: string;
                /** @description Who made this version of the claim */
                claimBy: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                createdAt: string;
                updatedBy: string;
                /**
                 * Format: date-time
                 * @description Not moved by assessments and sightings
                 */
                updatedAt: string;
                /** @description True where one of both scenes is synthetic */
                synthetic: boolean;
                /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
                beforeEarliestDay: string | null;
                /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
                beforeLatestDay: string | null;
                /** @description How exactly the date is known; null where there is none */
                beforePrecision: ("instant" | "day" | "month" | "year") | null;
                /** @description Null unless known */
                beforeInstant: string | null;
                /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
                afterEarliestDay: string | null;
                /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
                afterLatestDay: string | null;
                /** @description How exactly the date is known; null where there is none */
                afterPrecision: ("instant" | "day" | "month" | "year") | null;
                /** @description Null unless known */
                afterInstant: string | null;
                /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
                lastBeforeEarliestDay: string | null;
                /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
                lastBeforeLatestDay: string | null;
                /** @description How exactly the date is known; null where there is none */
                lastBeforePrecision: ("instant" | "day" | "month" | "year") | null;
                /** @description Null unless known */
                lastBeforeInstant: string | null;
                /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
                firstAfterEarliestDay: string | null;
                /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
                firstAfterLatestDay: string | null;
                /** @description How exactly the date is known; null where there is none */
                firstAfterPrecision: ("instant" | "day" | "month" | "year") | null;
                /** @description Null unless known */
                firstAfterInstant: string | null;
                /** @description Day, month or year, as far as it is known; an instant stands in a column of its own */
                beforeAcquired?: string | undefined;
                beforeTitle: string;
                /** @description SHA-256 of the scene's original */
                beforeSha256?: string | undefined;
                /** @description Day, month or year, as far as it is known; an instant stands in a column of its own */
                afterAcquired?: string | undefined;
                afterTitle: string;
                /** @description SHA-256 of the scene's original */
                afterSha256?: string | undefined;
                /** @description Day, month or year, as far as it is known; an instant stands in a column of its own */
                lastBefore?: string | undefined;
                /** @description Day, month or year, as far as it is known; an instant stands in a column of its own */
                firstAfter?: string | undefined;
                /** @description The change bracket as a sentence: 'Last seen standing 17 May 2011, first seen razed 16 October 2012.' Where observers differ, a sentence each. */
                changeBracketWords?: string | undefined;
                /** @description What in the sightings contradicts itself or the claim, a sentence each, such as a structure that is marked intact after it was marked razed, or observers who differ */
                sightingContradictions?: string | undefined;
                /** @description What each scene shows of the structure: of every observer the newest sighting of a scene that was not withdrawn, in the order of time */
                sightings: components["schemas"]["StandingSighting"][];
                /**
                 * @description Of the present version; left out where nobody judged it
                 * @enum {string}
                 */
                newestVerdict?: ("agree" | "disagree" | "no_such_change" | "cannot_tell") | undefined;
                /** @description Empty where nobody judged the present version */
                newestVerdictBy: string;
                /**
                 * Format: date-time
                 * @description In UTC
                 */
                newestVerdictAt?: string | undefined;
                /** @description Of the newest assessment of the present version that gives one; else empty */
                confidenceReason: string;
                /** @description The sources of the present version, each with its Admiralty code: 'testimony: Former guard, 2013 (B3); news: ...' */
                sourcesInShort?: string | undefined;
                /** @description Kinds of explanations that were dismissed: 'shadow; snow' */
                rivalsDismissed?: string | undefined;
                /** @description Those of all versions, oldest first */
                assessments: {
                    /** Format: uuid */
                    id: string;
                    /** @description The version that is judged */
                    version: number;
                    /** @enum {string} */
                    verdict: "agree" | "disagree" | "no_such_change" | "cannot_tell";
                    /**
                     * @description In the judgement, apart from likelihood
                     * @enum {string}
                     */
                    confidence?: ("low" | "moderate" | "high") | undefined;
                    confidenceReason?: string | undefined;
                    /**
                     * @description ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent
                     * @enum {string}
                     */
                    likelihood?: ("almost_no_chance" | "very_unlikely" | "unlikely" | "roughly_even_chance" | "likely" | "very_likely" | "almost_certain") | undefined;
                    sources: {
                        /** Format: uuid */
                        sourceId: string;
                        /** @enum {string} */
                        kind: "imagery" | "testimony" | "news" | "official_statement" | "document" | "other";
                        title?: string | undefined;
                        reference?: string | undefined;
                        url?: string | undefined;
                        /**
                         * Format: uuid
                         * @description The scene of the site that it is
                         */
                        sceneId?: string | undefined;
                        /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                        date?: string | undefined;
                        /**
                         * @description Admiralty code: A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged
                         * @enum {string}
                         */
                        reliability: "A" | "B" | "C" | "D" | "E" | "F";
                        /**
                         * @description Admiralty code: 1 confirmed by other sources, 2 probably, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged
                         * @enum {number}
                         */
                        credibility: 1 | 2 | 3 | 4 | 5 | 6;
                        note?: string | undefined;
                        /** @description True where title, reference, url and note stay on this server: not in exports, in history as a hash */
                        withheld?: boolean | undefined;
                        /** @description True where it stands beside the annotation's two scenes */
                        own: boolean;
                        /** @description The first day that the date can be, in UTC, as 2012-10-11; null where there is none */
                        dateEarliestDay: string | null;
                        /** @description The last day that the date can be, in UTC, as 2012-10-11; null where there is none */
                        dateLatestDay: string | null;
                        /** @description How exactly the date is known; null where there is none */
                        datePrecision: ("instant" | "day" | "month" | "year") | null;
                        /** @description Null unless known */
                        dateInstant: string | null;
                    }[];
                    rivals: components["schemas"]["Rival"][];
                    settles?: string | undefined;
                    note?: string | undefined;
                    by: string;
                    /**
                     * Format: date-time
                     * @description In UTC
                     */
                    at: string;
                    /** @description True where nobody checked the name */
                    selfDeclared: boolean;
                    /** @description Made by a named person who neither drew the annotation nor last changed its claim */
                    secondReading: boolean;
                    /** @description The annotation's, right after it */
                    statusAfter: components["schemas"]["AnnotationStatus"];
                }[];
                /** @description Those texts of this annotation that a converter may take for something else, such as a title 2:3 for a time */
                textsAsWritten?: {
                    [key: string]: string;
                } | undefined;
            };
            /** @description Of a claim just made: where it leaves a scene */
            afterimage?: {
                warnings: {
                    pointer: string;
                    detail: string;
                }[];
            } | undefined;
        };
        /** @description A sighting that stands */
        StandingSighting: {
            /** Format: uuid */
            sceneId: string;
            state: components["schemas"]["SightingState"];
            /**
             * @description With the state obscured alone
             * @enum {string}
             */
            obscuredBy?: ("cloud" | "shadow" | "lean" | "snow" | "vegetation" | "other") | undefined;
            note?: string | undefined;
            observer: string;
            /**
             * Format: date-time
             * @description In UTC
             */
            at: string;
            /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
            acquired: string;
        };
        /** @description Which thing of which site changed, and its version or revision now */
        ChangeEvent: {
            /** @enum {string} */
            kind: "site" | "scene" | "annotation" | "assessment" | "look" | "overlay";
            /** Format: uuid */
            siteId: string;
            /**
             * Format: uuid
             * @description Of an assessment its annotation's, of a look its scene's
             */
            id: string;
            /** @description That of a scene or look now, or the revision of a site or annotation */
            version?: number | undefined;
            /**
             * @description Given where an annotation was deleted: it can be restored
             * @constant
             */
            deleted?: true | undefined;
        };
    };
    responses: {
        /** @description `malformed`: The request is malformed. `invalid_query`: A query parameter is wrong. */
        "400_malformed_invalid_query": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/malformed" | "/problems/invalid_query";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `too_slow`: The request did not come in time. */
        "408_too_slow": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/too_slow";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `foreign_host`: The server does not go by that name. */
        "421_foreign_host": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/foreign_host";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `too_large`: The address and headers of the request are longer than 16 KiB together. */
        "431_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/too_large";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `internal`: Something went wrong in the server. */
        "500_internal": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/internal";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `unavailable`: The server cannot answer now. */
        "503_unavailable": {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/unavailable";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `malformed`: The request is malformed. `invalid_query`: A query parameter is wrong. `analyst_missing`: The request does not say who acts. */
        "400_malformed_invalid_query_analyst_missing": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/malformed" | "/problems/invalid_query" | "/problems/analyst_missing";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `foreign_origin`: The request comes from another website. */
        "403_foreign_origin": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/foreign_origin";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `too_large`: The request is too large. */
        "413_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/too_large";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `unsupported_media_type`: The media type is not accepted here. */
        "415_unsupported_media_type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/unsupported_media_type";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `invalid`: The request holds something that is refused. */
        "422_invalid": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/invalid";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `storage_full`: The disk is full. */
        "507_storage_full": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/storage_full";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `not_found`: There is no such thing. */
        "404_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/not_found";
                } & {
                    [key: string]: unknown;
                });
            };
        };
        /** @description `precondition_missing`: The request does not say which version it changes. */
        "428_precondition_missing": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & ({
                    /** @enum {string} */
                    type: "/problems/precondition_missing";
                } & {
                    [key: string]: unknown;
                });
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The strong entity tag of what is told. A change that builds on it names it in If-Match */
        ETag: string;
        /** @description Where what was made is read, relative to this server */
        Location: string;
        /** @description Where the list goes on, relative to this server, with rel="next" (RFC 8288); missing on the last page */
        Link: string;
        /** @description Seconds to wait before asking again */
        "Retry-After": string;
        /** @description Which run of the server answers; another after each start */
        Instance: string;
        /** @description Which bytes of how many these are */
        "Content-Range": string;
        /** @description The name of the file */
        "Content-Disposition": string;
        /** @description The version of tus that is spoken */
        "Tus-Resumable": string;
        /** @description The versions of tus that are spoken */
        "Tus-Version": string;
        /** @description The extensions of tus that are spoken */
        "Tus-Extension": string;
        /** @description The largest file that is taken, in bytes */
        "Tus-Max-Size": string;
        /** @description So many bytes are here: go on from there */
        "Upload-Offset": string;
        /** @description The bytes of the whole file */
        "Upload-Length": string;
        /** @description When the upload is given up, unless something more of it comes before */
        "Upload-Expires": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "sites.list": {
        parameters: {
            query?: {
                /** @description Most on a page */
                limit?: number | undefined;
                /** @description Where a page begins, as the header Link of the one before says */
                cursor?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sites */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Site"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "sites.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Chosen by the client, so that sending again is safe
                     */
                    id?: string | undefined;
                    name: string;
                    /** @description Heads the numbers of annotations, as in C22-017; never changes */
                    code?: string | undefined;
                    description?: string | undefined;
                    boundary?: components["schemas"]["Polygon"] | undefined;
                };
            };
        };
        responses: {
            /** @description It was made already */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The site */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            408: components["responses"]["408_too_slow"];
            /** @description `id_taken`: Another site has the id. `site_code_taken`: Another site has the code. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/id_taken" | "/problems/site_code_taken";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            422: components["responses"]["422_invalid"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "sites.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The site */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "sites.remove": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `site_in_use`: The site holds something; `dependents` counts what. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/site_in_use";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "sites.change": {
        parameters: {
            query?: never;
            header: {
                /** @description The strong ETag that the change builds on, or * for any */
                "If-Match": string;
            };
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | undefined;
                    description?: (string | null) | undefined;
                    boundary?: (components["schemas"]["Polygon"] | null) | undefined;
                    /** @description One that is ready; null for the earliest */
                    referenceSceneId?: (string | null) | undefined;
                    /** @description True: kept, and no more offered; null as false */
                    closed?: (boolean | null) | undefined;
                };
            };
        };
        responses: {
            /** @description The site as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            422: components["responses"]["422_invalid"];
            428: components["responses"]["428_precondition_missing"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "sites.listDependents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What depends on it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dependents"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "scenes.list": {
        parameters: {
            query?: {
                /** @description Most on a page */
                limit?: number | undefined;
                /** @description Where a page begins, as the header Link of the one before says */
                cursor?: string | undefined;
            } | undefined;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of scenes */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Scene"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "scenes.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScene"];
                "multipart/form-data": {
                    /** @description In JSON, before the file; what is left out is filled in from the file and its name */
                    metadata: {
                        title?: (string | null) | undefined;
                        /** @description As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z */
                        acquired: string;
                        platform?: (string | null) | undefined;
                        instrument?: (string | null) | undefined;
                        provider?: (string | null) | undefined;
                        licence?: (string | null) | undefined;
                        catalogueId?: (string | null) | undefined;
                        gsd?: (number | null) | undefined;
                        offNadir?: (number | null) | undefined;
                        incidenceAngle?: (number | null) | undefined;
                        viewAzimuth?: (number | null) | undefined;
                        sunAzimuth?: (number | null) | undefined;
                        sunElevation?: (number | null) | undefined;
                        cloudCover?: (number | null) | undefined;
                        synthetic?: (boolean | null) | undefined;
                        /**
                         * Format: uuid
                         * @description Chosen by the client, so that sending again is safe
                         */
                        id?: string | undefined;
                        /** @description Given by hand: x (longitude, east) before y, in crs */
                        placement?: ({
                            /** @constant */
                            kind: "corners";
                            /**
                             * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                             * @default EPSG:4326
                             */
                            crs?: string | undefined;
                            /** @description Outer ones: upper left, upper right, lower right, lower left */
                            corners: [
                                [
                                    number,
                                    number
                                ],
                                [
                                    number,
                                    number
                                ],
                                [
                                    number,
                                    number
                                ],
                                [
                                    number,
                                    number
                                ]
                            ];
                        } | {
                            /** @constant */
                            kind: "control_points";
                            /**
                             * @description EPSG code, a name of EPSG or ESRI, or text in WKT, PROJJSON or PROJ
                             * @default EPSG:4326
                             */
                            crs?: string | undefined;
                            /** @description Column and row from the image's upper left corner */
                            points: {
                                column: number;
                                row: number;
                                x: number;
                                y: number;
                            }[];
                        } | {
                            /** @constant */
                            kind: "grid";
                            /** @description Left out: the file's own */
                            crs?: string | undefined;
                            /** @description The lines of a world file; left out: the file's own */
                            transform?: [
                                number,
                                number,
                                number,
                                number,
                                number,
                                number
                            ] | undefined;
                        }) | undefined;
                        /**
                         * @description How far it may lie off is accepted
                         * @constant
                         */
                        acceptAccuracy?: true | undefined;
                        /** @description Doubts that a person says are meant */
                        acceptPlacement?: ("mirrored" | "turned" | "stretched" | "askew" | "points_off" | "size" | "outside_area" | "beside")[] | undefined;
                    };
                    /**
                     * Format: binary
                     * @description A georeferenced TIFF
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description The scene, whose display copy is being made */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            /** @description `malformed`: Malformed, or cut short. `invalid_query`: A query parameter is wrong. `analyst_missing`: The request does not say who acts. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query" | "/problems/analyst_missing";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such site, or no such upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `id_taken`: Another scene has the id. `scene_duplicate`: A scene of this site already; `sceneId` names it. `upload_unfinished`: An upload has not arrived yet. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/id_taken" | "/problems/scene_duplicate" | "/problems/upload_unfinished";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `too_large`: Larger than MAX_UPLOAD, or than a body may be. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/too_large";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `unsupported_media_type`: Neither JSON nor a form. `not_a_tiff`: No TIFF. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/unsupported_media_type" | "/problems/not_a_tiff";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: Metadata that are refused, or an upload that is named twice or is of another site. `placement_not_accepted`: The place is unusual, as `doubts` say, and not accepted by acceptPlacement. `accuracy_not_accepted`: The place is not exact, as `accuracy` says, and not accepted by acceptAccuracy. `file_refused`: A TIFF that cannot become a scene; `reason` says why in one word. `hash_mismatch`: An upload that arrived is not the one that was sent; it was dropped. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid" | "/problems/placement_not_accepted" | "/problems/accuracy_not_accepted" | "/problems/file_refused" | "/problems/hash_mismatch";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "scenes.delete": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `scene_in_use`: Something names the scene; `dependents` says what. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_in_use";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.change": {
        parameters: {
            query?: never;
            header: {
                /** @description The strong ETag that the change builds on, or * for any */
                "If-Match": string;
            };
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenePatch"];
            };
        };
        responses: {
            /** @description The scene as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: The request holds something that is refused. `file_refused`: The pixel size is to be taken from the original, which cannot be read. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid" | "/problems/file_refused";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            428: components["responses"]["428_precondition_missing"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            /** @description `original_missing`: The pixel size is to be taken from the original, and that is gone from the server; the sentence says what to restore. `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/original_missing" | "/problems/unavailable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.listDependents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What names it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dependents"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "scenes.display": {
        parameters: {
            query?: {
                /** @description Which of several originals (each stands in the `parts` of its scene), or which display copy is meant */
                sha256?: string | undefined;
                /** @description Ranges of bytes (first-last,first-last, none overlapping): these alone are sent, one behind the other in this order, as application/octet-stream */
                ranges?: string | undefined;
            } | undefined;
            header?: {
                /** @description One range of bytes, answered with 206; several are answered with all of the file */
                Range?: string | undefined;
                /** @description The ETag of which a range is wanted: of any other, all of the file is sent */
                "If-Range"?: string | undefined;
                /** @description The ETag of what is known already: where it is still so, nothing is sent */
                "If-None-Match"?: string | undefined;
            } | undefined;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it, or the ranges of the query one behind the other */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "image/tiff": string;
                    "application/octet-stream": string;
                };
            };
            /** @description The range that the header asks for */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Range": components["headers"]["Content-Range"];
                    [name: string]: unknown;
                };
                content: {
                    "image/tiff": string;
                };
            };
            /** @description Unchanged */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed`: The request is malformed. `invalid_query`: The SHA-256 is none, or the ranges are malformed, reversed, too many, too long, or overlap. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `scene_not_ready`: It is not ready, or is being made again since it was lost. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_not_ready";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: It was made again since. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `range_not_satisfiable`: A range lies outside the file. */
            416: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/range_not_satisfiable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            /** @description `storage_full`: The disk of the server is full, so that what is gone could not be noted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/storage_full";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "scenes.download": {
        parameters: {
            query?: {
                /** @description Which of several originals (each stands in the `parts` of its scene), or which display copy is meant */
                sha256?: string | undefined;
            } | undefined;
            header?: {
                /** @description One range of bytes, answered with 206; several are answered with all of the file */
                Range?: string | undefined;
                /** @description The ETag of which a range is wanted: of any other, all of the file is sent */
                "If-Range"?: string | undefined;
                /** @description The ETag of what is known already: where it is still so, nothing is sent */
                "If-None-Match"?: string | undefined;
            } | undefined;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    [name: string]: unknown;
                };
                content: {
                    "image/tiff": string;
                    "application/octet-stream": string;
                };
            };
            /** @description The range asked for */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Range": components["headers"]["Content-Range"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    [name: string]: unknown;
                };
                content: {
                    "image/tiff": string;
                    "application/octet-stream": string;
                };
            };
            /** @description Unchanged */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: No such scene, or no such file of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `range_not_satisfiable`: A range lies outside the file. */
            416: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/range_not_satisfiable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: The scene is made of several files, and none was named. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            /** @description `original_missing`: The file is gone from the server, which says what to restore. `unavailable`: The server cannot answer now. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/original_missing" | "/problems/unavailable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `storage_full`: The disk of the server is full, so that what is gone could not be noted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/storage_full";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "scenes.getItem": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        /** @constant */
                        type: "Feature";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "referenceSystems.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An EPSG code, with or without EPSG: before it */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its definition */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        /** @description EPSG's name of it */
                        name: string;
                        /** @description In the language of PROJ, x east and y north */
                        definition: string;
                        /** @description Area of use: west, south, east, north in degrees */
                        area: [
                            number,
                            number,
                            number,
                            number
                        ];
                        /** @description How far places may be off once they are in WGS 84; null for at most a metre */
                        accuracy: {
                            metres: number;
                            reason: string;
                        } | null;
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: It is not known, or cannot be used here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "scenes.describe": {
        parameters: {
            query?: never;
            header: {
                /** @description The strong ETag that the change builds on, or * for any */
                "If-Match": string;
            };
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetadataFile"];
            };
        };
        responses: {
            /** @description The scene as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: The request holds something that is refused. `file_refused`: Not a metadata file that is read. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid" | "/problems/file_refused";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            428: components["responses"]["428_precondition_missing"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene as it is now */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: Nothing is being done with it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene as it is now */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: It neither failed nor was cancelled. `scene_duplicate`: The same file was added again since; `sceneId` names the scene that it is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict" | "/problems/scene_duplicate";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "scenes.remake": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scene as it is now */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scene"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `scene_not_ready`: It is being made already, or the scene failed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_not_ready";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "uploads.open": {
        parameters: {
            query?: never;
            header: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
                /** @description Bytes of the whole file */
                "Upload-Length": string;
                /** @description Keys and their values in base64, parted by commas: filename and siteId; role (image, or beside), sha256 (64 hex digits in lower case) and lastModified (an instant such as 2012-10-11T02:15:00Z) where they are known; no others */
                "Upload-Metadata": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description `malformed`: Upload-Length or Upload-Metadata is missing, or not in its form. `invalid_query`: A query parameter is wrong. `analyst_missing`: The request does not say who acts. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query" | "/problems/analyst_missing";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such site. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `scene_duplicate`: A file with this SHA-256 is a scene of the site already; `sceneId` names it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_duplicate";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `too_large`: Larger than MAX_UPLOAD. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/too_large";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: Upload-Metadata holds something that is refused. `hash_mismatch`: A file of no bytes has another SHA-256 than the one that was declared. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid" | "/problems/hash_mismatch";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `too_many_uploads`: Very many files are on their way already. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/too_many_uploads";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            /** @description `storage_full`: The disk will not hold it: `free` and `needed` in bytes. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/storage_full";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "uploads.abilities": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is spoken */
            204: {
                headers: {
                    "Tus-Version": components["headers"]["Tus-Version"];
                    "Tus-Extension": components["headers"]["Tus-Extension"];
                    "Tus-Max-Size": components["headers"]["Tus-Max-Size"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "uploads.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: No such upload: taken by a scene, ended, or given up for a day. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "uploads.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such upload: taken by a scene, ended, or given up for a day. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "uploads.abilitiesOfOne": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is spoken */
            204: {
                headers: {
                    "Tus-Version": components["headers"]["Tus-Version"];
                    "Tus-Extension": components["headers"]["Tus-Extension"];
                    "Tus-Max-Size": components["headers"]["Tus-Max-Size"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: The id is no UUID. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "uploads.offset": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Upload-Length": components["headers"]["Upload-Length"];
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: No such upload: taken by a scene, ended, or given up for a day. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "uploads.send": {
        parameters: {
            query?: never;
            header: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
                /** @description How many bytes of the file are here */
                "Upload-Offset": string;
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Received */
            204: {
                headers: {
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Upload-Expires": components["headers"]["Upload-Expires"];
                    "Tus-Resumable": components["headers"]["Tus-Resumable"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed`: Upload-Offset is missing, or no number of bytes; or the upload broke off, and what came stays. `invalid_query`: A query parameter is wrong. `analyst_missing`: The request does not say who acts. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query" | "/problems/analyst_missing";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such upload: taken by a scene, ended, or given up for a day. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: Upload-Offset is not where the file ends, or all of it is here already. `upload_superseded`: The same file began to arrive anew in another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict" | "/problems/upload_superseded";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `too_large`: More than was announced. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/too_large";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `unsupported_media_type`: Bytes are sent as application/offset+octet-stream. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/unsupported_media_type";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            /** @description `hash_mismatch`: The file that arrived is not the one that was sent; it was dropped. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/hash_mismatch";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            /** @description `storage_full`: The disk is full, or has no room any more for what was left; what came before stays. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/storage_full";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "uploads.declareHash": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of tus that is spoken */
                "Tus-Resumable"?: "1.0.0" | undefined;
            } | undefined;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadHash"];
            };
        };
        responses: {
            /** @description The upload, its SHA-256 noted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such upload: taken by a scene, ended, or given up for a day. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: All of the file is here already, and the server has hashed it. `scene_duplicate`: The file is a scene of the site already; `sceneId` names it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict" | "/problems/scene_duplicate";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Tus-Resumable names another version than 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            422: components["responses"]["422_invalid"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "uploads.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Upload"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: No such site. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "looks.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One for each scene that has a look of its own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StoredLook"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "looks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The look */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredLook"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "looks.replace": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Look"];
            };
        };
        responses: {
            /** @description The look as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredLook"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `scene_not_ready`: The scene is not ready. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_not_ready";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: A band that the scene does not have, or limits that are no limits. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "histograms.list": {
        parameters: {
            query?: {
                /** @description Two bands by number from 1, of which (first - second) / (first + second) is counted */
                index?: string | undefined;
            } | undefined;
            header?: never;
            path: {
                sceneId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One for each band, or one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Histogram"][];
                    };
                };
            };
            /** @description `malformed`: The request is malformed. `invalid_query`: The index is malformed, or of a band that the scene does not have. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `scene_not_ready`: The scene is not ready, or its display copy is being made again since it was lost. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/scene_not_ready";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            /** @description `file_refused`: The display copy is damaged, or takes too long to be counted. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/file_refused";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            /** @description `storage_full`: The disk of the server does not hold what was counted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/storage_full";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "overlays.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Overlay"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            /** @description `not_found`: No such site. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "overlays.share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOverlay"];
            };
        };
        responses: {
            /** @description The same was sent before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overlay"];
                };
            };
            /** @description The overlay */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overlay"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such site. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: The site has as many overlays as can be shared. `id_taken`: Another overlay has the id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict" | "/problems/id_taken";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            422: components["responses"]["422_invalid"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "overlays.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                overlayId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such overlay. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.list": {
        parameters: {
            query?: {
                /**
                 * @description Those whose bounds meet this box: west, south, east, north in degrees; west beyond east crosses the antimeridian
                 * @example [
                 *       127.1,
                 *       39.5,
                 *       127.4,
                 *       39.8
                 *     ]
                 */
                bbox?: [
                    number,
                    number,
                    number,
                    number
                ] | undefined;
                /** @description Those with one of these statuses */
                status?: ("observed" | "in_review" | "corroborated" | "disputed" | "rejected" | "superseded")[] | undefined;
                /** @description Those of one of these kinds of structure */
                structure?: ("guard_tower" | "guard_post" | "gate" | "perimeter" | "detention_building" | "prisoner_housing" | "staff_housing" | "administration" | "barracks" | "mine" | "light_industry" | "agricultural_building" | "storage" | "public_building" | "burial_site" | "road_or_bridge" | "other")[] | undefined;
                /** @description Those that claim one of these changes */
                change?: ("razed" | "demolished" | "damaged" | "altered" | "constructed" | "no_visible_change")[] | undefined;
                /** @description Those whose before or after scene is one of these */
                sceneId?: string[] | undefined;
                /** @description Those of one of these structures */
                structureId?: string[] | undefined;
                /** @description Those whose number, title, description or own words hold this text, case aside */
                q?: string | undefined;
                /** @description Those that were deleted, in place of those that were not */
                deleted?: "true" | undefined;
                /** @description Most on a page */
                limit?: number | undefined;
                /** @description Where a page begins, as the header Link of the one before says */
                cursor?: string | undefined;
            } | undefined;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of annotations */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": {
                        /** @constant */
                        type: "FeatureCollection";
                        features: components["schemas"]["Annotation"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "annotations.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/geo+json": components["schemas"]["AnnotationInput"];
            };
        };
        responses: {
            /** @description It was drawn already */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            /** @description The annotation */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `id_taken`: Another annotation has the id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/id_taken";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `deleted`: It was drawn already, and has been deleted since. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: It is not in its form, or the rules of a claim refuse it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.get": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is known already: where it is still so, nothing is sent */
                "If-None-Match"?: string | undefined;
            } | undefined;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The annotation */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            /** @description Unchanged */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "annotations.replace": {
        parameters: {
            query?: never;
            header: {
                /** @description The strong ETag that the change builds on, or * for any */
                "If-Match": string;
            };
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/geo+json": components["schemas"]["AnnotationInput"];
            };
        };
        responses: {
            /** @description The annotation as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: It is not in its form, or the rules of a claim refuse it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            428: components["responses"]["428_precondition_missing"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.delete": {
        parameters: {
            query?: never;
            header: {
                /** @description The strong ETag that the change builds on, or * for any */
                "If-Match": string;
            };
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Deletion"];
            };
        } | undefined;
        responses: {
            /** @description It is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: Another annotation is superseded by it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: The annotation is another's, or was judged, and no reason is given. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            428: components["responses"]["428_precondition_missing"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The annotation */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "assessments.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The assessments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Assessment"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "assessments.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssessment"];
            };
        };
        responses: {
            /** @description It was made already, and the status now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredAssessment"];
                };
            };
            /** @description The assessment, and the status that follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredAssessment"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: The version judged is no longer the present one, which `current` holds. `id_taken`: Another assessment has the id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict" | "/problems/id_taken";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: It is not in its form, or names a source or a scene of another site. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.requestReview": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The annotation as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.supersede": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Supersession"];
            };
        };
        responses: {
            /** @description The annotation as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: What is to replace it is not there, is itself superseded, or is this very annotation. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "annotations.takeSupersessionBack": {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string | undefined;
            } | undefined;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The annotation as it is now */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Annotation"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: The annotation is not superseded. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `deleted`: The annotation was deleted, and can be restored. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/deleted";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `stale_version`: Changed meanwhile; `current` holds what is there. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/stale_version";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "sources.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Source"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "sightings.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                structureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sightings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Sighting"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "sightings.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                structureId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSighting"];
            };
        };
        responses: {
            /** @description It was recorded already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            /** @description The sighting */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sighting"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            /** @description `id_taken`: Another sighting has the id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/id_taken";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            415: components["responses"]["415_unsupported_media_type"];
            421: components["responses"]["421_foreign_host"];
            /** @description `invalid`: It is not in its form, or the scene is none of the site. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/invalid";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "sightings.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sightingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn, now or before */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400_malformed_invalid_query_analyst_missing"];
            403: components["responses"]["403_foreign_origin"];
            /** @description `not_found`: No such sighting. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            /** @description `conflict`: Somebody else recorded it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/conflict";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            413: components["responses"]["413_too_large"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
            507: components["responses"]["507_storage_full"];
        };
    };
    "history.list": {
        parameters: {
            query?: {
                /** @description Most on a page */
                limit?: number | undefined;
                /** @description Where a page begins, as the header Link of the one before says */
                cursor?: string | undefined;
                /** @description Only entries whose seq is greater */
                after?: number | undefined;
                /** @description Only entries of this site */
                siteId?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HistoryEntry"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "history.listOfAnnotation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                annotationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HistoryEntry"][];
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "export.geojson": {
        parameters: {
            query?: {
                /**
                 * @description Those whose bounds meet this box: west, south, east, north in degrees; west beyond east crosses the antimeridian
                 * @example [
                 *       127.1,
                 *       39.5,
                 *       127.4,
                 *       39.8
                 *     ]
                 */
                bbox?: [
                    number,
                    number,
                    number,
                    number
                ] | undefined;
                /** @description Those with one of these statuses */
                status?: ("observed" | "in_review" | "corroborated" | "disputed" | "rejected" | "superseded")[] | undefined;
                /** @description Those of one of these kinds of structure */
                structure?: ("guard_tower" | "guard_post" | "gate" | "perimeter" | "detention_building" | "prisoner_housing" | "staff_housing" | "administration" | "barracks" | "mine" | "light_industry" | "agricultural_building" | "storage" | "public_building" | "burial_site" | "road_or_bridge" | "other")[] | undefined;
                /** @description Those that claim one of these changes */
                change?: ("razed" | "demolished" | "damaged" | "altered" | "constructed" | "no_visible_change")[] | undefined;
                /** @description Those whose before or after scene is one of these */
                sceneId?: string[] | undefined;
                /** @description Those of one of these structures */
                structureId?: string[] | undefined;
                /** @description Those whose number, title, description or own words hold this text, case aside */
                q?: string | undefined;
            } | undefined;
            header?: never;
            path: {
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export, streamed */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["Export"];
                };
            };
            /** @description `malformed`: The request is malformed. `invalid_query`: A filter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/malformed" | "/problems/invalid_query";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            /** @description `not_found`: No such site. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/not_found";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            /** @description `unavailable`: Many exports are under way; Retry-After says when to ask again. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/unavailable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "events.listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream. The name of an event is the kind of what changed: `site`, `scene`, `annotation`, `assessment`, `look`, `overlay`; its data, in JSON, is told here. Every 20 seconds comes an event `heartbeat` with the data {}. The stream ends where changes may have been missed: what happened while nobody listened is not told later */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ChangeEvent"];
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "server.health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    Instance: components["headers"]["Instance"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "up";
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "server.readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ready";
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            /** @description `unavailable`: The database or the data folder does not answer. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & ({
                        /** @enum {string} */
                        type: "/problems/unavailable";
                    } & {
                        [key: string]: unknown;
                    });
                };
            };
        };
    };
    "server.document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
    "problems.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: "malformed" | "invalid_query" | "analyst_missing" | "foreign_origin" | "foreign_host" | "too_slow" | "not_found" | "method_not_allowed" | "deleted" | "conflict" | "id_taken" | "site_code_taken" | "scene_duplicate" | "scene_in_use" | "site_in_use" | "scene_not_ready" | "upload_superseded" | "upload_unfinished" | "stale_version" | "precondition_missing" | "too_large" | "unsupported_media_type" | "not_a_tiff" | "range_not_satisfiable" | "invalid" | "placement_not_accepted" | "accuracy_not_accepted" | "file_refused" | "hash_mismatch" | "too_many_uploads" | "internal" | "original_missing" | "storage_full" | "unavailable";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["400_malformed_invalid_query"];
            404: components["responses"]["404_not_found"];
            408: components["responses"]["408_too_slow"];
            421: components["responses"]["421_foreign_host"];
            431: components["responses"]["431_too_large"];
            500: components["responses"]["500_internal"];
            503: components["responses"]["503_unavailable"];
        };
    };
}
